import { session } from './browser-session.js';
import { readProblem } from './problem.js';

/** Fetches a file and hands it to the browser's downloads. @throws Problem for every answer that is not a success */
export async function downloadFile(path: string, fileName: string): Promise<void> {
  const response = await session.fetch(new Request(new URL(path, location.origin)));
  if (!response.ok) throw await readProblem(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileName;
  link.click();
  // The download has begun by then; without this the file would stay in memory for as long as the page.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Sends a file as the whole body. @returns the answer's `data` @throws Problem for every answer that is not a success */
export async function uploadFile(
  path: string,
  file: { readonly content: Blob; readonly type: string; readonly key: string },
): Promise<unknown> {
  const headers = { 'content-type': file.type, 'idempotency-key': file.key };
  const request = new Request(new URL(path, location.origin), {
    method: 'POST',
    headers,
    body: file.content,
  });
  const response = await session.fetch(request);
  if (!response.ok) throw await readProblem(response);
  return (await response.json()).data;
}
