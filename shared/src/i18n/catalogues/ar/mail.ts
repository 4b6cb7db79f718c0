import type { Translation } from '../../messages.js';
import type { mail as english } from '../en/mail.js';

export const mail = {
  'published.subject': 'تم نشر {event}',
  'published.greeting': 'مرحبًا {name}،',
  'published.text': 'أصبحت فعالية {event} متاحة للجمهور. يمكن لكل من لديه هذا العنوان أن يراها:',
  'published.reason': 'تصلك هذه الرسالة لأنه يحق لك نشر فعاليات {organisation}.',
  'caught.title': 'البريد الملتقط',
  'caught.lead': 'لا يغادر شيء هذا الجهاز: كل بريد يصل إلى هنا.',
  'caught.empty': 'لا يوجد بريد بعد. انشر فعالية وسيصل بريد.',
  'caught.to': 'إلى',
  'caught.all': 'كل البريد',
} as const satisfies Translation<typeof english, 'ar'>;
