import http from 'node:http';
import pg from 'pg';
import { readConfig } from '../dist/platform/config/config.js';
import { createLogger } from '../dist/platform/http/logger.js';
import { startGatehouse } from '../dist/start.js';

/**
 * The API in a process of its own, for tests that kill it. It runs the build, as plain Node has to, says where it
 * listens, and dies where it is told: before a statement, or between a commit and the answer that tells of it.
 */
const { env, dies } = JSON.parse(process.argv[2]);
const running = await startGatehouse({ config: readConfig(env), log: createLogger('silent') });
let left = dies.after;

function dieInTurn() {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

if (dies.before === 'statement') {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (...words) {
    dieInTurn();
    return query.apply(this, words);
  };
}
if (dies.before === 'answer') {
  const { writeHead } = http.ServerResponse.prototype;
  http.ServerResponse.prototype.writeHead = function (...words) {
    dieInTurn();
    return writeHead.apply(this, words);
  };
}
process.send(running.localUrl);
