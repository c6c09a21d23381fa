--! Previous: sha1:f0179908623c5dbe60315ea9207e688a4e4c916e
--! Hash: sha1:0000000000000000000000000000000000000001
--! AllowInvalidHash

create table late ();
--! no-transaction
--!include functions/greet.sql
--! no-transation
