-- ALTER USER shop PASSWORD 'set it in the console';
CREATE DATABASE shop_queue;
ALTER ROLE shop WITH PASSWORD NULL;
CREATE TABLE tokens (id bigint, password text, secret varchar(64) DEFAULT 'none');
