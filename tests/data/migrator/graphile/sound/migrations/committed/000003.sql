--! Previous: sha1:5b23b82409e535afeafdb457eaafc4dafdc592ad
--! Hash: sha1:f0179908623c5dbe60315ea9207e688a4e4c916e

--! no-transaction
create index concurrently people_name on people (name);
