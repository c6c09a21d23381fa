--! Previus: -
--! Hash: sha1:005c6eb7364156e6b0d158d8b2767a24f1ce6611

select 1;
