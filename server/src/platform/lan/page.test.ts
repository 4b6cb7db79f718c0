import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lanAddresses } from './addresses.js';
import { createLanPage, prepareLan, terminalQr } from './index.js';
import { chooseLanguage, lanLanguages, lanTexts } from './texts.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-lan-page-'));
const addresses = ['192.168.1.20', 'fd00::2'];
let page: FastifyInstance;
let authorityCertificate = '';
let authorityFingerprint = '';

beforeAll(async () => {
  ({ authorityCertificate, authorityFingerprint } = await prepareLan({ folder, addresses, now: new Date() }));
  page = createLanPage({ authorityCertificate, addresses, httpsPort: 8443 });
});
afterAll(async () => {
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});

test('speaks six languages, each with all its steps and the right direction', async () => {
  expect([...lanLanguages].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'it']);
  for (const language of lanLanguages) {
    const response = await page.inject(`/?lang=${language}`);
    const texts = lanTexts[language];
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(texts.iosSteps).toHaveLength(3);
    expect(texts.androidSteps).toHaveLength(3);
    for (const step of [...texts.iosSteps, ...texts.androidSteps]) {
      expect(response.body).toContain(step.replaceAll('&', '&#38;'));
    }
  }
});

test('translates every text', () => {
  for (const language of lanLanguages.filter((code) => code !== 'en')) {
    for (const [key, text] of Object.entries(lanTexts[language])) {
      expect(text, `${language} ${key}`).not.toEqual(
        Object.entries(lanTexts.en).find(([name]) => name === key)?.[1],
      );
    }
  }
});

test('follows the browser unless a language is asked for', () => {
  expect(chooseLanguage(undefined, 'nl, fr-CH;q=0.7, de;q=0.9')).toBe('de');
  expect(chooseLanguage('ar', 'de')).toBe('ar');
  expect(chooseLanguage('toString', 'it;q=0')).toBe('en');
  expect(chooseLanguage(undefined, undefined)).toBe('en');
});

test('hands out the authority and nothing of a key', async () => {
  const response = await page.inject('/gatehouse-ca.crt');
  expect(response.headers['content-type']).toBe('application/x-x509-ca-cert');
  const sent = new X509Certificate(response.rawPayload);
  expect(sent.fingerprint256).toBe(authorityFingerprint);
  expect((await page.inject('/')).body).toContain(authorityFingerprint);
});

test('leads to the app under the address that the phone used, never under a foreign name', async () => {
  const link = async (host: string) => {
    const { body } = await page.inject({ url: '/', headers: { host } });
    return /href="(https:[^"]*)"/.exec(body)?.[1];
  };
  expect(await link('192.168.1.20:8421')).toBe('https://192.168.1.20:8443/scanner/');
  expect(await link('[fd00::2]:8421')).toBe('https://[fd00::2]:8443/scanner/');
  expect(await link('evil.example')).toBe('https://192.168.1.20:8443/scanner/');
});

test('keeps a policy that its own page needs no exception from', async () => {
  const { headers, body } = await page.inject('/');
  expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
  expect(body).not.toMatch(/<script|<style|style=/);
  expect((await page.inject('/page.css')).headers['content-type']).toContain('text/css');
});

test('names the addresses that a phone can use, the likeliest first', () => {
  const info = (address: string, internal = false) => ({
    address,
    family: address.includes(':') ? ('IPv6' as const) : ('IPv4' as const),
    internal,
    netmask: '',
    mac: '',
    cidr: null,
    scopeid: 0,
  });
  const found = lanAddresses({
    lo: [info('127.0.0.1', true)],
    docker0: [info('172.17.0.1')],
    wlan0: [info('fe80::1'), info('fd00::2'), info('192.168.1.20')],
  });
  expect(found).toEqual(['192.168.1.20', 'fd00::2', '172.17.0.1']);
});

test('draws a code of equal lines', () => {
  const lines = terminalQr('http://192.168.1.20:8421/').split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines.length).toBeGreaterThan(12);
});
