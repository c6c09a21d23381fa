// SPDX-License-Identifier: MIT
// Runs a program that connects by TCP only: by_tcp.js PROGRAM ARGUMENT... It gets the address of a
// port of its own, which leads to the server of PGHOST and PGPORT, also when that is a Unix socket.
const net = require("node:net");
const { spawn } = require("node:child_process");
const { PGHOST, PGPORT, PGUSER, PGDATABASE } = process.env;

const server = net.createServer((client) => {
  const database = PGHOST.startsWith("/")
    ? net.connect(`${PGHOST}/.s.PGSQL.${PGPORT}`)
    : net.connect(Number(PGPORT), PGHOST);
  for (const [from, to] of [[client, database], [database, client]]) {
    from.on("error", () => to.destroy());
    from.pipe(to);
  }
});

server.listen(0, "127.0.0.1", () => {
  const user = encodeURIComponent(PGUSER);
  const name = encodeURIComponent(PGDATABASE);
  const address = `postgresql://${user}@127.0.0.1:${server.address().port}/${name}?sslmode=disable`;
  const [program, ...given] = process.argv.slice(2);
  const child = spawn(program, [...given, `--remote=${address}`], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  child.on("exit", (code) => process.exit(code ?? 1));
});
