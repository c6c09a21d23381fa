CREATE TABLE nested ();
