--! Previous: sha1:abc
--! Hash: sha1:aead65df25aab4058bdc011b80a8055b558bc8c0

select 1;
