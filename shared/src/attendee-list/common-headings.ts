import type { AttendeeField } from './fields.js';

/** How people head the columns of lists of their own, in the languages of Gatehouse. */
const words: Readonly<Record<AttendeeField, readonly string[]>> = {
  name: [
    ...['name', 'full name', 'attendee', 'attendee name', 'guest', 'guest name', 'participant'],
    ...['vollständiger name', 'gast', 'teilnehmer', 'nom complet', 'invité', 'participant(e)'],
    ...['nombre completo', 'nombre y apellidos', 'invitado', 'nome e cognome', 'nome completo', 'ospite'],
    ...['الاسم', 'الاسم الكامل'],
  ],
  firstName: ['first name', 'given name', 'forename', 'vorname', 'prénom', 'nombre', 'nome', 'الاسم الأول'],
  lastName: [
    ...['last name', 'surname', 'family name', 'nachname', 'familienname', 'nom', 'nom de famille'],
    ...['apellido', 'apellidos', 'cognome', 'اسم العائلة'],
  ],
  email: [
    ...['email', 'e-mail', 'email address', 'e-mail address', 'mail', 'e-mail-adresse', 'mailadresse'],
    ...[
      'courriel',
      'adresse e-mail',
      'correo',
      'correo electrónico',
      'posta elettronica',
      'indirizzo e-mail',
    ],
    ...['البريد الإلكتروني'],
  ],
  language: ['language', 'locale', 'sprache', 'langue', 'idioma', 'lingua', 'اللغة'],
  ticketType: [
    ...['ticket type', 'ticket', 'type', 'category', 'product', 'ticketart', 'tickettyp', 'kategorie'],
    ...[
      'type de billet',
      'billet',
      'catégorie',
      'tipo de entrada',
      'entrada',
      'categoría',
      'tipo di biglietto',
    ],
    ...['biglietto', 'categoria', 'نوع التذكرة'],
  ],
  orderReference: [
    ...[
      'order',
      'order reference',
      'order number',
      'order id',
      'order no',
      'order no.',
      'order #',
      'order code',
    ],
    ...['booking', 'booking reference', 'bestellung', 'bestellnummer', 'commande', 'numéro de commande'],
    ...['pedido', 'número de pedido', 'ordine', 'numero ordine', 'رقم الطلب'],
  ],
  seat: [
    'seat',
    'seat name',
    'table',
    'sitzplatz',
    'platz',
    'tisch',
    'place',
    'siège',
    'asiento',
    'posto',
    'المقعد',
  ],
  note: [
    ...['note', 'notes', 'comment', 'comments', 'remark', 'notiz', 'bemerkung', 'kommentar', 'remarque'],
    ...['commentaire', 'nota', 'notas', 'comentario', 'commento', 'ملاحظة'],
  ],
  text1: ['text 1', 'text1', 'line 1', 'company', 'firma', 'société', 'empresa', 'azienda', 'الشركة'],
  text2: ['text 2', 'text2', 'line 2'],
  text3: ['text 3', 'text3', 'line 3'],
  validFrom: [
    'valid from',
    'gültig ab',
    'gültig von',
    'valable dès',
    'válido desde',
    'valido dal',
    'صالح من',
  ],
  validUntil: [
    'valid until',
    'valid to',
    'gültig bis',
    'valable jusqu’au',
    'válido hasta',
    'valido fino al',
    'صالح حتى',
  ],
  externalId: [
    ...['external id', 'id', 'ticket id', 'attendee id', 'guest id', 'ticket number', 'ticketnummer'],
    ...['numéro de billet', 'número de entrada', 'numero biglietto', 'رقم التذكرة'],
  ],
  addOnTo: [
    ...['add-on to', 'addon to', 'added to', 'parent id', 'parent ticket', 'zusatz zu', 'gehört zu ticket'],
    ...['ajouté à', 'añadida a', 'aggiunto a', 'مضافة إلى'],
  ],
  barcode: [
    'barcode',
    'qr code',
    'qr',
    'code',
    'ticket code',
    'strichcode',
    'code-barres',
    'código de barras',
    'codice a barre',
    'الرمز',
  ],
  status: ['status', 'state', 'statut', 'estado', 'stato', 'الحالة'],
  // "Payment" heads a method ("Visa") or a state ("refunded") as often as a yes or no.
  paid: ['paid', 'is paid', 'bezahlt', 'payé', 'pagado', 'pagato', 'مدفوع'],
  approved: [
    ...['approved', 'approval', 'is approved', 'freigegeben', 'freigabe', 'approuvé', 'approbation'],
    ...['aprobado', 'aprobación', 'approvato', 'approvazione', 'معتمد', 'الموافقة'],
  ],
  entries: [
    ...['entries', 'entries allowed', 'number of entries', 'eintritte', 'entrées', 'entradas permitidas'],
    ...['ingressi', 'مرات الدخول'],
  ],
  attention: [
    'attention',
    'look twice',
    'beachten',
    'attention particulière',
    'atención',
    'attenzione',
    'انتباه',
  ],
};

export const commonHeadings: ReadonlyMap<string, AttendeeField> = new Map(
  (Object.entries(words) as [AttendeeField, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [name, field] as const),
  ),
);
