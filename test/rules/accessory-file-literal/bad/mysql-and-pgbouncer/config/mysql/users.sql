CREATE USER 'shop'@'%' IDENTIFIED WITH caching_sha2_password BY 'corvus-lantern-42';
                                                                 ~~~~~~~~~~~~~~~~~ [accessory-file-literal]
ALTER USER 'report'@'%' IDENTIFIED BY "umbra-Quartz-9";
                                       ~~~~~~~~~~~~~~ [accessory-file-literal]
