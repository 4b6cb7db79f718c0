/** Checked by the compiler alone: what the translator must refuse. */
import { createTranslator } from './translator.js';

const t = createTranslator('en', {});

// @ts-expect-error there is no such key
t('portal.no.such.key');
// @ts-expect-error the message needs a name
t('portal.home.greeting');
// @ts-expect-error the message has no such placeholder
t('portal.home.greeting', { surname: 'Lovelace' });
// @ts-expect-error a count is a number
t('attendee.organisation.count', { count: '3' });

t('common.brand');
t('attendee.organisation.count', { count: 3 });
