/** Names of one language: every first name goes with every last name. Each list has five, with commas between. */
export interface NameList {
  /** Of the six languages that mails and pages speak; null for the others. */
  readonly language: string | null;
  readonly first: string;
  readonly last: string;
  /** Which part comes first, and whether anything stands between them. */
  readonly order: 'first last' | 'last first' | 'lastfirst';
}

export const nameLists: readonly NameList[] = [
  {
    language: 'de',
    first: 'Jürgen, Käthe, Björn, Anneliese, Sören',
    last: 'Müller, Weiß, Schröder, von der Heyden-Lüdtke, Groß',
    order: 'first last',
  },
  {
    language: 'en',
    first: 'Olivia, Siobhán, Benedict, Zoë, Theodore',
    last: 'O’Brien, Ashworth, Fotheringham-Smythe, Clarke, Ng',
    order: 'first last',
  },
  {
    language: 'fr',
    first: 'Chloé, Loïc, Gaëlle, François, Maëlys',
    last: 'Lefèvre, Bérénger, de La Rochefoucauld, Noël, Garçon',
    order: 'first last',
  },
  {
    language: 'es',
    first: 'Íñigo, Begoña, Martín, Lucía, José María',
    last: 'Muñoz, Ibáñez, Núñez de Balboa, Peña, Güemes',
    order: 'first last',
  },
  {
    language: 'it',
    first: 'Niccolò, Giosuè, Beatrice, Noè, Chiara',
    last: 'Esposito, D’Agostino, Nicolò, Ferri, Pietrangeli',
    order: 'first last',
  },
  {
    language: null,
    first: 'Łukasz, Małgorzata, Święcisław, Zażółć, Bożena',
    last: 'Wójcik, Dąbrowski, Błaszczykowski, Żak, Źrebiec',
    order: 'first last',
  },
  {
    language: null,
    first: 'Jiří, Kateřina, Ľubomír, Zdeněk, Žofia',
    last: 'Dvořák, Říha, Čermáková, Ďuriš, Šťastný',
    order: 'first last',
  },
  {
    language: null,
    first: 'İbrahim, Çağla, Şule, Oğuz, Gökçe',
    last: 'Yıldırım, Öztürk, Kılıç, Gündoğdu, Şahin',
    order: 'first last',
  },
  {
    language: null,
    first: 'Åse, Bjørn, Þórdís, Ægir, Sæunn',
    last: 'Ødegård, Sigurðardóttir, Lindström, Hämäläinen, Kjær',
    order: 'first last',
  },
  {
    language: null,
    first: 'Győző, Tünde, Ödön, Csöpi, Ágota',
    last: 'Szűcs, Kőszegi, Nagy, Tóth, Végh',
    order: 'last first',
  },
  {
    language: null,
    first: 'Thị Hương, Văn Đức, Ngọc Ánh, Quốc Bảo, Mỹ Lệ',
    last: 'Nguyễn, Trần, Đặng, Phạm, Lý',
    order: 'last first',
  },
  {
    language: 'ar',
    first: 'ليلى, محمد, نور الهدى, عبد الرحمن, هالة',
    last: 'بنت أحمد, الخطيب, العلوي, بن سعيد, الحسيني',
    order: 'first last',
  },
  {
    language: null,
    first: 'پریسا, کیوان, ژاله, مهدی, گلنار',
    last: 'حسینی, رضایی, محمدی, کریمی, نوروزی',
    order: 'first last',
  },
  {
    language: null,
    first: 'שרה, אברהם, נועה, יהודה, תמר',
    last: 'כהן, לוי, בן־דוד, מזרחי, פרידמן',
    order: 'first last',
  },
  {
    language: null,
    first: 'Ελένη, Γιώργος, Δήμητρα, Ιωάννης, Χρυσάνθη',
    last: 'Παπαδοπούλου, Αγγελόπουλος, Οικονόμου, Ξένος, Βλάχου',
    order: 'first last',
  },
  {
    language: null,
    first: 'Нина, Фёдор, Ксения, Юрий, Любовь',
    last: 'Щербак, Гончаренко, Жук, Цой, Эльдар',
    order: 'first last',
  },
  {
    language: null,
    first: 'Їжак, Єва, Ґонта, Олексій, Соломія',
    last: 'Кравченко, Гнатюк, Лісовий, Зварич, Бойко',
    order: 'first last',
  },
  {
    language: null,
    first: 'დავით, ნინო, გიორგი, თამარ, ლევან',
    last: 'ბერიძე, კაპანაძე, მაისურაძე, გელაშვილი, ჩხეიძე',
    order: 'first last',
  },
  {
    language: null,
    first: 'Անի, Գարեգին, Նարե, Տիգրան, Շուշան',
    last: 'Պետրոսյան, Հակոբյան, Սարգսյան, Գրիգորյան, Մինասյան',
    order: 'first last',
  },
  {
    language: null,
    first: '伟, 芳, 秀英, 建国, 雨桐',
    last: '王, 李, 欧阳, 司马, 陈',
    order: 'lastfirst',
  },
  {
    language: null,
    first: '太郎, さくら, 健一, 美咲, アキラ',
    last: '山田, 佐藤, 五十嵐, 渡邊, 長谷川',
    order: 'last first',
  },
  {
    language: null,
    first: '민준, 서연, 지후, 하은, 도윤',
    last: '김, 이, 박, 최, 남궁',
    order: 'lastfirst',
  },
  {
    language: null,
    first: 'अनन्या, राजेश, प्रिया, विक्रम, लक्ष्मी',
    last: 'शर्मा, त्रिपाठी, सिंह, कुलकर्णी, द्विवेदी',
    order: 'first last',
  },
  {
    language: null,
    first: 'สมชาย, กัญญา, ณัฐวุฒิ, พิมพ์ชนก, อรุณ',
    last: 'ใจดี, ศรีสุข, วงศ์สว่าง, ทองคำ, รัตนโกสินทร์',
    order: 'first last',
  },
  {
    language: null,
    first: 'አበበ, ጽዮን, መስከረም, ዳዊት, ሕይወት',
    last: 'ገብረ መስቀል, ተስፋዬ, ኃይሌ, ወልደ ማርያም, በቀለ',
    order: 'first last',
  },
];
