\set table users
\set note 'it''s ' :owner
SET client_min_messages = 'warning';
CREATE TABLE flipr.:"table" (id int);
COMMENT ON TABLE flipr.:"table" IS :'note'; -- :table stays here
CREATE FUNCTION flipr.f() RETURNS text LANGUAGE sql AS $$ SELECT ':table'::text $$;
