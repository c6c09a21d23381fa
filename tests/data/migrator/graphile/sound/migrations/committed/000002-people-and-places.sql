--! Previous: sha1:005c6eb7364156e6b0d158d8b2767a24f1ce6611
--! Hash: sha1:5b23b82409e535afeafdb457eaafc4dafdc592ad
--! Message: People and places

--! split: 1-people.sql
create table people (id int primary key, name text);
--! Included functions/greet.sql
create function greet(who text) returns text language sql as $$
  select 'hello ' || who; -- a ; in a body
$$;
--! EndIncluded functions/greet.sql

--! split: 2-places.sql
create table places (id int primary key, owner_of text default ':APP_OWNER');
comment on table places is ':DATABASE_NAME :DATABASE_NAMES :UNKNOWN';
