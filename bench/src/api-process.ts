import { readConfig } from '@gatehouse/server/platform/config/config.js';
import { createLogger } from '@gatehouse/server/platform/http/logger.js';
import { startGatehouse } from '@gatehouse/server/start.js';

/** What `startApiApart` starts: says where it listens, and ends with whoever started it. */
const config = readConfig({ ...process.env });
const running = await startGatehouse({ config, log: createLogger('silent') });
process.send?.(running.localUrl);
process.on('disconnect', async () => {
  await running[Symbol.asyncDispose]();
  process.exit(0);
});
