import { useRef } from 'preact/hooks';

/**
 * The `Idempotency-Key` of a form that creates something. Sent again with the same entries it is the same request,
 * which creates nothing twice; changed entries are another one.
 */
export function useCreateKey(): (body: unknown) => string {
  const attempt = useRef({ body: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { body: text, key: crypto.randomUUID() };
    return attempt.current.key;
  };
}
