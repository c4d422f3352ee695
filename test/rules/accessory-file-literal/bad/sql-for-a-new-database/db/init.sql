CREATE DATABASE shop_queue;
CREATE USER reporting WITH LOGIN PASSWORD 'corvus-lantern-42';
                                           ~~~~~~~~~~~~~~~~~ [accessory-file-literal]
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reporting;
