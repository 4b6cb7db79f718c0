/** Ends with 0 when the process of this container should get traffic. The container's health check. */
const port = process.env.PORT ?? '8420';
const answer = await fetch(`http://127.0.0.1:${port}/api/v1/ready`, {
  signal: AbortSignal.timeout(4000),
}).catch((error) => error);
if (answer.ok) process.exit(0);
process.stderr.write(`${answer.status ?? answer.cause ?? answer}\n`);
process.exit(1);
