import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Networks of containers, virtual machines and tunnels, which no phone at the door is on. */
const unlikely = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|utun|wg|tailscale|zt)/;

/**
 * The addresses under which other machines reach this one, the likeliest for a phone first: IPv4 before IPv6, real
 * networks before virtual ones. Link-local IPv6 is left out, because a browser cannot open it.
 */
export function lanAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map((info) => ({ name, ...info })))
    .filter((info) => !info.internal && !info.address.startsWith('fe80:'))
    .map((info) => ({
      address: info.address,
      rank: (unlikely.test(info.name) ? 2 : 0) + (info.family === 'IPv4' ? 0 : 1),
    }))
    .sort((a, b) => a.rank - b.rank)
    .map((info) => info.address);
}

/** An address as the host part of a URL. */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
