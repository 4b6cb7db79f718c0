import { mkdir } from 'node:fs/promises';
import { makeFolder } from './folders.js';
import { startGatehouse } from './gatehouse.js';
import { keepPrepared, preparedData } from './prepared-data.js';

let end = async (): Promise<void> => undefined;

/** One first start for the whole run; who needs no more than what it leaves behind begins with a copy of that. */
export async function setup(): Promise<void> {
  const folder = await makeFolder();
  end = () => folder[Symbol.asyncDispose]();
  const data = preparedData(folder.path);
  await mkdir(data);
  const gatehouse = await startGatehouse({ data });
  await gatehouse.stop();
  await keepPrepared(folder.path, gatehouse.password ?? '');
}

export const teardown = (): Promise<void> => end();
