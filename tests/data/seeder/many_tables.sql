-- Tables that differ in what they demand of generated rows.
CREATE TYPE mood AS ENUM ('calm', 'happy', 'tired');
CREATE DOMAIN year_number AS int CHECK (VALUE BETWEEN 1901 AND 2155);
CREATE DOMAIN email_address AS text NOT NULL CHECK (VALUE ~ '^[^@ ]+@[^@ ]+\.[a-z]+$');
CREATE DOMAIN short_code AS varchar(8) CHECK (VALUE = upper(VALUE) AND length(VALUE) >= 3);

CREATE TABLE t01_integers (a smallint PRIMARY KEY, b int NOT NULL, c bigint UNIQUE, d oid);
CREATE TABLE t02_numbers (id int PRIMARY KEY, price numeric(6, 2) NOT NULL CHECK (price > 0), big numeric,
    ratio real CHECK (ratio >= 0 AND ratio <= 1), amount double precision, salary money, whole numeric(5, 0));
CREATE TABLE t03_texts (id uuid PRIMARY KEY, name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 20),
    code varchar(10) UNIQUE, fixed char(4) NOT NULL, tiny char, catalog name, body text CHECK (body <> ''));
CREATE TABLE t04_emails (email email_address UNIQUE, alias text UNIQUE CHECK (alias = lower(alias)),
    contact text NOT NULL CHECK (contact LIKE '%@%'));
CREATE TABLE t05_times (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, born date CHECK (born < '2020-01-01'),
    starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, at time, tz timetz, span interval,
    local timestamp DEFAULT now(), CHECK (ends_at > starts_at));
CREATE TABLE t06_enums (id serial PRIMARY KEY, feeling mood NOT NULL, feelings mood[], unique_feeling mood UNIQUE);
CREATE TABLE t07_lists (id int PRIMARY KEY, status text NOT NULL CHECK (status IN ('new', 'paid', 'sent')),
    size text CHECK (size = 'S' OR size = 'M' OR size IS NULL), level int CHECK (level IN (10, 20, 30)),
    kind text DEFAULT 'plain' NOT NULL);
CREATE TABLE t08_domains (id int PRIMARY KEY, made year_number NOT NULL, code short_code UNIQUE, years year_number[]);
CREATE TABLE t09_flags (on_off boolean PRIMARY KEY, maybe boolean, always boolean NOT NULL CHECK (always));
CREATE TABLE t10_documents (id int PRIMARY KEY, j json, b jsonb NOT NULL CHECK (jsonb_typeof(b) = 'object'),
    list jsonb CHECK (jsonb_typeof(list) = 'array'), ts tsvector NOT NULL, q tsquery, x xml);
CREATE TABLE t11_generated (id int PRIMARY KEY, w int NOT NULL, h int NOT NULL,
    area int GENERATED ALWAYS AS (w * h) STORED, search tsvector GENERATED ALWAYS AS (to_tsvector('simple', 'x')) STORED);
CREATE TABLE t12_arrays (id int PRIMARY KEY, tags text[] NOT NULL CHECK (cardinality(tags) BETWEEN 1 AND 3),
    numbers int[], roles text[] NOT NULL CHECK (roles <@ ARRAY['ADMIN', 'USER']), dates date[], flags boolean[]);
CREATE TABLE t13_ranges (id int PRIMARY KEY, years int4range NOT NULL, prices numrange, during tstzrange NOT NULL,
    days daterange, EXCLUDE USING gist (during WITH &&), CHECK (NOT isempty(years)));
CREATE TABLE t14_network (address inet PRIMARY KEY, net cidr UNIQUE, mac macaddr, mac8 macaddr8, bits bit(5), more bit varying(12));
CREATE TABLE t15_shapes (id int PRIMARY KEY, p point, b box, c circle, s lseg, l line, pa path, po polygon);
CREATE TABLE t16_bytes (hash bytea PRIMARY KEY, note bytea);
CREATE TABLE t17_parents (parent_id int PRIMARY KEY, tenant int NOT NULL, name text NOT NULL, UNIQUE (tenant, parent_id));
CREATE TABLE t18_children (child_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), parent_id int NOT NULL REFERENCES t17_parents,
    other_id int REFERENCES t17_parents, CHECK (parent_id <> other_id));
CREATE TABLE t19_links (parent_id int REFERENCES t17_parents, feeling mood, PRIMARY KEY (parent_id, feeling));
CREATE TABLE t20_profiles (parent_id int PRIMARY KEY REFERENCES t17_parents, website text CHECK (website ~ '^https?://'));
CREATE TABLE t21_tree (node_id int PRIMARY KEY, up_id int REFERENCES t21_tree, root_id int NOT NULL REFERENCES t21_tree);
CREATE TABLE t22_tenants (tenant int, parent_id int, note text, FOREIGN KEY (tenant, parent_id) REFERENCES t17_parents (tenant, parent_id));
CREATE TABLE t23_patterns (id int PRIMARY KEY, plate text NOT NULL UNIQUE CHECK (plate ~ '^[A-Z]{2}-\d{3,4}$'),
    phone text CHECK (phone ~ '^\+?[0-9]{7,12}$'), hex text NOT NULL CHECK (hex ~ '^(0x)?[0-9a-f]+$'), slug text CHECK (slug LIKE 'item-%'));
CREATE TABLE t24_places (city text, country text, latitude numeric(8, 5) CHECK (latitude BETWEEN -90 AND 90),
    longitude numeric(8, 5) CHECK (longitude >= -180 AND longitude < 180), UNIQUE (city, country));
CREATE TABLE t25_parted (at date NOT NULL, region text NOT NULL, n int) PARTITION BY RANGE (at);
CREATE TABLE t25_a PARTITION OF t25_parted FOR VALUES FROM ('2019-01-01') TO ('2019-02-01');
CREATE TABLE t25_b PARTITION OF t25_parted FOR VALUES FROM ('2021-03-01') TO ('2021-06-01');
ALTER TABLE t25_parted ADD parent_id int NOT NULL;
ALTER TABLE t25_a ADD CONSTRAINT t25_a_parent FOREIGN KEY (parent_id) REFERENCES t17_parents;
ALTER TABLE t25_b ADD CONSTRAINT t25_b_parent FOREIGN KEY (parent_id) REFERENCES t17_parents;
CREATE TABLE t26_listed (region text NOT NULL, n int) PARTITION BY LIST (region);
CREATE TABLE t26_north PARTITION OF t26_listed FOR VALUES IN ('north', 'east');
CREATE TABLE t26_south PARTITION OF t26_listed FOR VALUES IN ('south');
CREATE TABLE t27_hashed (id int PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE t27_0 PARTITION OF t27_hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t27_1 PARTITION OF t27_hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE t28_lower (id int PRIMARY KEY, login text NOT NULL, deleted_at timestamptz);
CREATE UNIQUE INDEX ON t28_lower (lower(login)) WHERE deleted_at IS NULL;
CREATE TABLE t29_obscure (id int PRIMARY KEY, sum_a int, sum_b int CHECK (sum_a + sum_b = 10), label text DEFAULT 'ok' CHECK (md5(label) <> ''));
CREATE TABLE t30_bounds (id int PRIMARY KEY CHECK (id > 0), low numeric(8, 2) NOT NULL, high numeric(10, 4) NOT NULL,
    "mixed Case" int NOT NULL CHECK ("mixed Case" <> 5 AND "mixed Case" BETWEEN 4 AND 6), CHECK (low <= high));
CREATE TABLE t31_defaults (id bigserial, at timestamptz DEFAULT now() NOT NULL, state text DEFAULT 'draft' NOT NULL, n int DEFAULT 7);
CREATE TYPE address AS (street text, city varchar(12), zip char(5), "house ""no""" int, kept tsvector);
CREATE TYPE contact AS (email email_address, code short_code, home address, moods mood[]);
CREATE TABLE t32_records (id int PRIMARY KEY, home address NOT NULL, others address[], who contact UNIQUE NOT NULL,
    marks year_number[] NOT NULL);
