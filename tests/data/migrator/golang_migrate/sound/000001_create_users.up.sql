CREATE TABLE users ();
