/** Names of one language: every first name goes with every last name. */
export interface NameList {
  /** Of the six languages that mails and pages speak; null for the others. */
  readonly language: string | null;
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** What stands between the parts, and which part comes first. */
  readonly order: 'first last' | 'last first' | 'lastfirst';
}

function names(
  language: string | null,
  first: string,
  last: string,
  order: NameList['order'] = 'first last',
): NameList {
  return { language, first: first.split(', '), last: last.split(', '), order };
}

/** The first ones are read from left to right, then come those from right to left, then those of other scripts. */
export const nameLists: readonly NameList[] = [
  names(
    'de',
    'Jürgen, Käthe, Björn, Anneliese, Sören',
    'Müller, Weiß, Schröder, von der Heyden-Lüdtke, Groß',
  ),
  names(
    'en',
    'Olivia, Siobhán, Benedict, Zoë, Theodore',
    'O’Brien, Ashworth, Fotheringham-Smythe, Clarke, Ng',
  ),
  names(
    'fr',
    'Chloé, Loïc, Gaëlle, François, Maëlys',
    'Lefèvre, Bérénger, de La Rochefoucauld, Noël, Garçon',
  ),
  names('es', 'Íñigo, Begoña, Martín, Lucía, José María', 'Muñoz, Ibáñez, Núñez de Balboa, Peña, Güemes'),
  names('it', 'Niccolò, Giosuè, Beatrice, Noè, Chiara', 'Esposito, D’Agostino, Nicolò, Ferri, Pietrangeli'),
  names(
    null,
    'Łukasz, Małgorzata, Święcisław, Zażółć, Bożena',
    'Wójcik, Dąbrowski, Błaszczykowski, Żak, Źrebiec',
  ),
  names(null, 'Jiří, Kateřina, Ľubomír, Zdeněk, Žofia', 'Dvořák, Říha, Čermáková, Ďuriš, Šťastný'),
  names(null, 'İbrahim, Çağla, Şule, Oğuz, Gökçe', 'Yıldırım, Öztürk, Kılıç, Gündoğdu, Şahin'),
  names(null, 'Åse, Bjørn, Þórdís, Ægir, Sæunn', 'Ødegård, Sigurðardóttir, Lindström, Hämäläinen, Kjær'),
  names(null, 'Győző, Tünde, Ödön, Csöpi, Ágota', 'Szűcs, Kőszegi, Nagy, Tóth, Végh', 'last first'),
  names(null, 'Thị Hương, Văn Đức, Ngọc Ánh, Quốc Bảo, Mỹ Lệ', 'Nguyễn, Trần, Đặng, Phạm, Lý', 'last first'),
  names('ar', 'ليلى, محمد, نور الهدى, عبد الرحمن, هالة', 'بنت أحمد, الخطيب, العلوي, بن سعيد, الحسيني'),
  names(null, 'پریسا, کیوان, ژاله, مهدی, گلنار', 'حسینی, رضایی, محمدی, کریمی, نوروزی'),
  names(null, 'שרה, אברהם, נועה, יהודה, תמר', 'כהן, לוי, בן־דוד, מזרחי, פרידמן'),
  names(
    null,
    'Ελένη, Γιώργος, Δήμητρα, Ιωάννης, Χρυσάνθη',
    'Παπαδοπούλου, Αγγελόπουλος, Οικονόμου, Ξένος, Βλάχου',
  ),
  names(null, 'Нина, Фёдор, Ксения, Юрий, Любовь', 'Щербак, Гончаренко, Жук, Цой, Эльдар'),
  names(null, 'Їжак, Єва, Ґонта, Олексій, Соломія', 'Кравченко, Гнатюк, Лісовий, Зварич, Бойко'),
  names(null, 'დავით, ნინო, გიორგი, თამარ, ლევან', 'ბერიძე, კაპანაძე, მაისურაძე, გელაშვილი, ჩხეიძე'),
  names(null, 'Անի, Գարեգին, Նարե, Տիգրան, Շուշան', 'Պետրոսյան, Հակոբյան, Սարգսյան, Գրիգորյան, Մինասյան'),
  names(null, '伟, 芳, 秀英, 建国, 雨桐', '王, 李, 欧阳, 司马, 陈', 'lastfirst'),
  names(null, '太郎, さくら, 健一, 美咲, アキラ', '山田, 佐藤, 五十嵐, 渡邊, 長谷川', 'last first'),
  names(null, '민준, 서연, 지후, 하은, 도윤', '김, 이, 박, 최, 남궁', 'lastfirst'),
  names(null, 'अनन्या, राजेश, प्रिया, विक्रम, लक्ष्मी', 'शर्मा, त्रिपाठी, सिंह, कुलकर्णी, द्विवेदी'),
  names(null, 'สมชาย, กัญญา, ณัฐวุฒิ, พิมพ์ชนก, อรุณ', 'ใจดี, ศรีสุข, วงศ์สว่าง, ทองคำ, รัตนโกสินทร์'),
  names(null, 'አበበ, ጽዮን, መስከረም, ዳዊት, ሕይወት', 'ገብረ መስቀል, ተስፋዬ, ኃይሌ, ወልደ ማርያም, በቀለ'),
];
