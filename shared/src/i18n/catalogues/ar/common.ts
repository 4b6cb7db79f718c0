import type { Translation } from '../../messages.js';
import type { common as english } from '../en/common.js';

export const common = {
  brand: 'Gatehouse',
  skip: 'تخطَّ إلى المحتوى',
  menu: 'القائمة',
  navigation: 'التنقل الرئيسي',
  cancel: 'إلغاء',
  tryAgain: 'حاول مجددًا',
  loading: 'جارٍ التحميل …',
  loadMore: 'عرض المزيد',
  allShown: {
    zero: 'لا مدخلات',
    one: 'مدخل واحد، وهذا كل شيء',
    two: 'مدخلان، وهذا كل شيء',
    few: '{count} مدخلات، وهذا كل شيء',
    many: '{count} مدخلًا، وهذا كل شيء',
    other: '{count} مدخل، وهذا كل شيء',
  },
  optional: 'اختياري',
  language: 'اللغة',
  'theme.label': 'المظهر',
  'theme.system': 'كما في هذا الجهاز',
  'theme.light': 'فاتح',
  'theme.dark': 'داكن',
  'form.errors': {
    zero: 'لا شيء يحتاج إلى مراجعة',
    one: 'حقل واحد يحتاج إلى مراجعة',
    two: 'حقلان يحتاجان إلى مراجعة',
    few: '{count} حقول تحتاج إلى مراجعة',
    many: '{count} حقلًا يحتاج إلى مراجعة',
    other: '{count} حقل يحتاج إلى مراجعة',
  },
  'verdict.admit': 'يدخل',
  'verdict.refuse': 'لا يدخل',
  'verdict.already': 'دخل من قبل',
  'verdict.confirm': 'اسأل أولًا',
} as const satisfies Translation<typeof english, 'ar'>;
