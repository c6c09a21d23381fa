-- +goose Up
CREATE TABLE later ();
