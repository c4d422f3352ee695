CREATE USER shop PASSWORD 'Eif2phae8x'; -- was Eif2phae8x
                           ~~~~~~~~~~ [accessory-file-literal]
CREATE USER a PASSWORD 'uo6aeL1ai9'; CREATE USER b PASSWORD 'ohb4Fo9xu2';
                        ~~~~~~~~~~ [accessory-file-literal]
                                                             ~~~~~~~~~~ [accessory-file-literal]
