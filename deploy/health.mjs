/** `node deploy/health.mjs <url>` ends with 0 when the process answers there that it should get traffic. */
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4000) }).catch((error) => error);
if (answer.ok) process.exit(0);
process.stderr.write(`${answer.status ?? answer.cause ?? answer}\n`);
process.exit(1);
