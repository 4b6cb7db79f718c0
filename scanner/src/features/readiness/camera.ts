import type { Finding } from './finding.js';

const allowed: Finding = { level: 'good', say: (t) => t('scanner.camera.good') };
const blocked: Finding = { level: 'bad', say: (t) => t('scanner.camera.bad') };
const missing: Finding = { level: 'bad', say: (t) => t('scanner.camera.none') };

/** Looks without asking: why the camera is wanted is read before the browser's question comes. */
export async function checkCamera(): Promise<Finding> {
  if (navigator.mediaDevices === undefined) return missing;
  const state = await permissionState();
  if (state === 'granted') return allowed;
  if (state === 'denied') return blocked;
  return {
    level: 'attention',
    say: (t) => t('scanner.camera.attention'),
    remedy: { label: (t) => t('scanner.camera.action'), apply: askForCamera },
  };
}

async function permissionState(): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state;
  } catch {
    // A browser that does not know this permission names its cameras once it has been given.
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some(({ kind, label }) => kind === 'videoinput' && label !== '') ? 'granted' : 'prompt';
  }
}

/** Opens the camera for a moment, which makes the browser ask. */
async function askForCamera(): Promise<Finding> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    for (const track of stream.getTracks()) track.stop();
    return allowed;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError' ? missing : blocked;
  }
}
