// SPDX-License-Identifier: GPL-3.0-or-later
// The queries of bench_segments.py in DuckDB, in memory: node bench_segments.mjs FOLDER THREADS, with the tables as
// CSV and queries.json in the folder. Prints milliseconds each as JSON.
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [folder, threads] = process.argv.slice(2);
const database = await DuckDBInstance.create(':memory:', { threads });
const connection = await database.connect();
const tables = {
    customer: 'id INTEGER, country VARCHAR, agreed TINYINT',
    orders: 'customer INTEGER, happened BIGINT, total INTEGER, refunded INTEGER',
    items: 'customer INTEGER, category VARCHAR, quantity INTEGER',
    event: 'customer INTEGER, kind UTINYINT, happened BIGINT, value INTEGER',
};
for (const [name, columns] of Object.entries(tables)) {
    await connection.run(`CREATE TABLE ${name} (${columns})`);
    await connection.run(`COPY ${name} FROM '${folder}/${name}.csv' (HEADER false)`);
}
const result = { ms: {}, members: {} };
for (const [name, sql] of Object.entries(JSON.parse(readFileSync(`${folder}/queries.json`)))) {
    let fastest = 1e9;
    for (let i = 0; i < 4; ++i) {
        const begin = performance.now();
        const rows = (await connection.runAndReadAll(sql)).getRows();
        fastest = Math.min(fastest, performance.now() - begin);
        result.members[name] = Number(rows[0][0]);
    }
    result.ms[name] = fastest;
}
console.log(JSON.stringify(result));
