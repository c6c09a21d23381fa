#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# rules.pl FORMAT FOLDER [NAME=VALUE...]: prints a psql script that applies a folder of migrations by
# the rules of its own tool: which files, in which order, which part of each, in which transactions.
# Deliberately simple, and nothing of it is shared with dunlin: it is what dunlin is held against.
# Before each migration the script echoes "at NAME". NAME=VALUE gives placeholders their values.
use strict;
use warnings;
use File::Find;

my ($format, $folder, @values) = @ARGV;
my %value = map { split /=/, $_, 2 } @values;

sub text_of {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/ = undef;
    my $text = <$in> // '';
    $text =~ s/^\xEF\xBB\xBF//;
    return $text;
}

sub names_in {
    opendir my $in, $_[0] or die "$_[0]: $!\n";
    return sort grep { !/^\./ } readdir $in;
}

sub names_below {
    my @found;
    find({ wanted => sub { push @found, substr($File::Find::name, length($folder) + 1) if -f },
           no_chdir => 1 }, $folder);
    return sort @found;
}

# Versions of any length, number by number.
sub compare {
    my @left = split /[._]/, $_[0];
    my @right = split /[._]/, $_[1];
    while (@left || @right) {
        my ($l, $r) = map { my $n = $_ // '0'; $n =~ s/^0+//; $n } shift @left, shift @right;
        my $order = length($l) <=> length($r) || $l cmp $r;
        return $order if $order;
    }
    return 0;
}

# A text as one message to the server: psql keeps a semicolon that has a backslash before it.
sub as_message {
    my ($text) = @_;
    my $quoted = qr/\$(\w*)\$.*?\$\g{-1}\$|[eE]'(?:[^'\\]|\\.|'')*+'|'[^']*+(?:''[^']*+)*+'|"[^"]*"
        |--[^\n]*|\/\*.*?\*\//sx;
    $text =~ s/($quoted)|;/defined $1 ? $1 : '\\;'/ge;
    return $text;
}

my ($sends_whole, $each_after) = (0, '');
sub apply {
    my ($name, $text, $transaction) = @_;
    $text = as_message($text) if $sends_whole;
    my ($begin, $commit) = $transaction ? ("BEGIN;\n", "COMMIT;\n") : ('', '');
    print "\\echo at $name\n$begin$text\n;\n$commit$each_after";
}

# Files by a pattern whose first group is the version, in the order of versions.
sub numbered {
    my ($pattern, @names) = @_;
    my %version = map { $_ =~ $pattern ? ($_ => $1) : () } @names;
    return sort { compare($version{$a}, $version{$b}) || $a cmp $b } keys %version;
}

my %apply_all = (
    'darwin' => sub {
        my %section;
        my $at;
        for my $line (split /^/, text_of($folder)) {
            if ($line =~ /^-- ?ver\w*:\s*(\S+)/i) { $at = $1; $section{$at} = '' }
            elsif ($line =~ /^-- ?des/i) { }
            elsif (defined $at) { $section{$at} .= $line }
        }
        apply($_, $section{$_}, 1) for sort { $a <=> $b } keys %section;
    },
    'golang-migrate' => sub {
        apply($_, text_of("$folder/$_"), 0) for numbered(qr/^(\d+)_.*\.up\./, names_in($folder));
    },
    'goose' => sub {
        for my $name (numbered(qr/^0*([1-9]\d*)_.*\.sql$/, names_in($folder))) {
            my $text = text_of("$folder/$name");
            my $transaction = $text !~ /^--\s*\+goose NO TRANSACTION/mi;
            die "$name: ENVSUB\n" if $text =~ /^--\s*\+goose ENVSUB ON/mi;
            $text =~ s/\A.*?^--\s*\+goose Up[^\n]*\n//msi;
            $text =~ s/^--\s*\+goose Down.*//msi;
            $text =~ s/^--\s*\+goose StatementEnd/;/mgi;
            apply($name, $text, $transaction);
        }
    },
    'dbmate' => sub {
        for my $name (grep { /^\d+.*\.sql$/ } names_in($folder)) {
            my @parts = split /^(--\s*migrate:(?:up|down)[^\n]*)$/m, text_of("$folder/$name");
            shift @parts;
            while (my ($head, $text) = splice @parts, 0, 2) {
                apply($name, $text, $head !~ /transaction:false/) if $head =~ /:up/;
            }
        }
    },
    'tern' => sub {
        if (-e "$folder/tern.conf") {
            my ($data) = text_of("$folder/tern.conf") =~ /^\[data\]\n(.*?)(?:^\[|\z)/ms;
            while (($data // '') =~ /^(\w+)\s*=\s*(.*?)\s*$/mg) { $value{$1} //= $2 }
        }
        $each_after = "RESET ALL;\n";
        for my $name (numbered(qr/^(\d+)_.+\.sql$/, names_in($folder))) {
            my ($text) = split /^---- create above \/ drop below ----$/m, text_of("$folder/$name");
            1 while $text =~ s/\{\{\s*template\s+"([^"]+)"\s+\.\s*\}\}/text_of("$folder\/$1")/e;
            $text =~ s/\{\{\s*\.(\w+)\s*\}\}/$value{$1} \/\/ die "$name: $1\n"/ge;
            $text =~ s/\{\{\s*env\s+"(\w+)"\s*\}\}/$ENV{$1} \/\/ ''/ge;
            die "$name: a template that is more than a name\n" if $text =~ /\{\{/;
            apply($name, $text, $text !~ /^---- tern: disable-tx ----$/m);
        }
    },
    'sqlx' => sub {
        for my $name (numbered(qr/^(\d+)_.*(?<!\.down)\.sql$/, names_in($folder))) {
            my $text = text_of("$folder/$name");
            apply($name, $text, $text !~ /\A-- no-transaction/);
        }
    },
    'refinery' => sub {
        die "migrations in Rust\n" if grep { /\.rs$/ } names_below();
        apply($_, text_of("$folder/$_"), 1)
            for numbered(qr{(?:^|/)[UV](\d+)__\w+\.sql$}, names_below());
    },
    'diesel' => sub {
        my %version = map { my ($v) = split /_/; (my $w = $v) =~ tr/-//d; ($_ => $w) }
            grep { -e "$folder/$_/up.sql" } names_in($folder);
        for my $name (sort { $version{$a} cmp $version{$b} } keys %version) {
            my $meta = "$folder/$name/metadata.toml";
            apply($name, text_of("$folder/$name/up.sql"),
                  !-e $meta || text_of($meta) =~ /^run_in_transaction\s*=\s*true/m);
        }
    },
    'flyway' => sub {
        my $alone = qr/^\s*(?:(?:CREATE|DROP)(?:\s+UNIQUE)?\s+INDEX\s+CONCURRENTLY|VACUUM|DISCARD ALL|
            REINDEX|ALTER\s+SYSTEM|(?:CREATE|DROP)\s+(?:DATABASE|TABLESPACE|SUBSCRIPTION))/mix;
        my @all = names_below();
        my @repeated = grep { m{(?:^|/)R__[^/]*\.sql$} } @all;
        for my $name (numbered(qr{(?:^|/)V([\d._]+?)__[^/]*\.sql$}, @all),
                      sort { ($a =~ /R__(.*)/)[0] cmp ($b =~ /R__(.*)/)[0] } @repeated) {
            my $text = text_of("$folder/$name");
            my $conf = -e "$folder/$name.conf" ? text_of("$folder/$name.conf") : '';
            unless ($conf =~ /^placeholderReplacement\s*=\s*false/m) {
                $text =~ s/\$\{([\w:]+)\}/$value{$1} \/\/ die "$name: \$\{$1\}\n"/ge;
            }
            apply($name, $text, $text !~ $alone && $conf !~ /^executeInTransaction\s*=\s*false/m);
        }
    },
    'liquibase' => sub {
        my @names = map { "$folder/$_" } grep { /\.sql$/ } -f $folder ? () : names_below();
        if (-f $folder && $folder !~ /\.ya?ml$/) {
            @names = ($folder);
        } elsif (-f $folder) { # a master changelog, which lists files from a folder above it
            @names = map {
                my ($path, $root) = ($_ =~ s{^(?:classpath:)?/}{}r, $folder);
                do { $root =~ s{/[^/]*$}{} or die "$path\n" } until -e "$root/$path";
                "$root/$path";
            } text_of($folder) =~ /^\s*(?:-\s*include:\s*\{\s*)?file:\s*"?([^"\s}]+)/mg;
        }
        for my $name (@names) {
            my $whole = text_of($name);
            # A file without the first line is one changeset.
            $whole = "-- changeset all\n$whole" unless $whole =~ /\A\s*--\s*liquibase formatted/i;
            my @parts = split /^--\s*changeset\s([^\n]*)$/mi, $whole;
            shift @parts;
            while (my ($head, $text) = splice @parts, 0, 2) {
                die "$name: preconditions\n" if $text =~ /^--\s*precondition/mi;
                apply(($name =~ m{([^/]*)$})[0] . " $head", $text, $head !~ /runInTransaction:"?false/i);
            }
        }
    },
    'sqitch' => sub { # psql itself is the engine: a session for each script, in the project's folder
        my @plan; # a change that is planned again has its earlier script under the tag between
        for my $line (split /\n/, text_of("$folder/sqitch.plan")) {
            if ($line =~ /^\s*@(\S+)/) { $_->[1] //= $1 for @plan }
            elsif ($line =~ /^\s*([^%#\s]\S*)\s+(?:\[.*?\]\s+)?\d{4}-/) { push @plan, [$1, undef] }
        }
        my $set = join '', map { "\\set $_ '" . $value{$_} =~ s/'/''/gr . "'\n" } keys %value;
        while (my $change = shift @plan) {
            my ($name, $tag) = @$change;
            my $again = grep { $_->[0] eq $name } @plan;
            print "\\echo at $name\n\\connect -\n${set}\\i deploy/$name" . ($again ? "\@$tag" : '') . ".sql\n";
        }
    },
    'graphile-migrate' => sub {
        my $in = -d "$folder/committed" ? "$folder/committed" : $folder;
        for my $name (numbered(qr/^(\d+)(?:-[-\w]*)?\.sql$/, names_in($in))) {
            my $text = text_of("$in/$name");
            $text =~ s/:([A-Z][0-9A-Z_]+)\b/$value{$1} \/\/ ":$1"/ge;
            apply($name, $text, $text !~ /^\n--!\s*no-transaction/m);
        }
    },
    'prisma' => sub {
        apply($_, text_of("$folder/$_/migration.sql"), 0)
            for grep { -e "$folder/$_/migration.sql" } names_in($folder);
    },
    'node-pg-migrate' => sub {
        for my $name (numbered(qr/^(\d+)[-_].*\.sql$/, names_in($folder))) {
            my $text = text_of("$folder/$name");
            $text =~ s/^\s*--[\s-]*down\s+migration.*//msi;
            $text =~ s/\A.*?^\s*--[\s-]*up\s+migration[^\n]*//msi;
            apply($name, $text, 1);
        }
    },
);

# The tool's own table, for histories that look at it.
my %table = (
    'golang-migrate' => 'schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)',
    'dbmate' => 'schema_migrations (version varchar PRIMARY KEY)',
    'goose' => 'goose_db_version (id integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
        version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NOT NULL DEFAULT now())',
    'sqlx' => '_sqlx_migrations (version bigint PRIMARY KEY, description text NOT NULL,
        installed_on timestamptz NOT NULL DEFAULT now(), success boolean NOT NULL, checksum bytea NOT NULL,
        execution_time bigint NOT NULL)',
    'diesel' => '__diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL,
        run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)',
    'flyway' => 'flyway_schema_history (installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk
        PRIMARY KEY, version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL,
        script varchar(1000) NOT NULL, checksum int, installed_by varchar(100) NOT NULL,
        installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL, success boolean NOT NULL)',
);

$sends_whole = $format !~ /^(?:goose|flyway|liquibase|sqitch)$/;
my $rules = $apply_all{$format} or die "no rules for $format\n";
print "\\set ON_ERROR_STOP on\n\\set VERBOSITY verbose\n\\set QUIET on\n";
print "SET client_min_messages = error;\n";
print "CREATE TABLE $table{$format};\n" if $table{$format};
print "RESET client_min_messages;\n";
$rules->();
