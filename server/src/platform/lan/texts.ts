/** What the page says, in one language. Steps name the menus as that language's phones do. */
export interface LanTexts {
  readonly language: string;
  readonly title: string;
  readonly why: string;
  readonly download: string;
  readonly iosSteps: readonly string[];
  readonly androidSteps: readonly string[];
  readonly thenOpen: string;
  readonly open: string;
  readonly scope: string;
  readonly fingerprint: string;
}

export const lanTexts = {
  en: {
    language: 'English',
    title: 'Connect this phone',
    why: 'Gatehouse runs on a machine in this network. So that the connection is encrypted and the scanner works offline, this phone has to trust that machine once.',
    download: 'Download the certificate',
    iosSteps: [
      'Open this page in Safari, download the certificate and allow it.',
      'Settings › General › VPN & Device Management › Gatehouse: Install.',
      'Settings › General › About › Certificate Trust Settings: switch Gatehouse on.',
    ],
    androidSteps: [
      'Download the certificate.',
      'Settings › Security › Encryption & credentials › Install a certificate › CA certificate.',
      'Install anyway, then choose gatehouse-ca.crt among the downloads.',
    ],
    thenOpen: 'Then open the scanner and add it to the home screen.',
    open: 'Open the scanner',
    scope:
      'This certificate is valid only for addresses and local names. It cannot vouch for any website on the internet.',
    fingerprint: 'Fingerprint, the same as on the machine’s screen',
  },
  de: {
    language: 'Deutsch',
    title: 'Dieses Handy verbinden',
    why: 'Gatehouse läuft auf einem Rechner in diesem Netz. Damit die Verbindung verschlüsselt ist und der Scanner auch ohne Netz arbeitet, muss dieses Handy dem Rechner einmal vertrauen.',
    download: 'Zertifikat herunterladen',
    iosSteps: [
      'Diese Seite in Safari öffnen, das Zertifikat herunterladen und zulassen.',
      'Einstellungen › Allgemein › VPN und Geräteverwaltung › Gatehouse: Installieren.',
      'Einstellungen › Allgemein › Info › Zertifikatsvertrauenseinstellungen: Gatehouse einschalten.',
    ],
    androidSteps: [
      'Das Zertifikat herunterladen.',
      'Einstellungen › Sicherheit › Verschlüsselung und Anmeldedaten › Zertifikat installieren › CA-Zertifikat.',
      'Trotzdem installieren, dann gatehouse-ca.crt unter den Downloads wählen.',
    ],
    thenOpen: 'Danach den Scanner öffnen und zum Startbildschirm hinzufügen.',
    open: 'Scanner öffnen',
    scope:
      'Dieses Zertifikat gilt nur für Adressen und lokale Namen. Für keine Website im Internet kann es bürgen.',
    fingerprint: 'Fingerabdruck, derselbe wie auf dem Bildschirm des Rechners',
  },
  fr: {
    language: 'Français',
    title: 'Connecter ce téléphone',
    why: 'Gatehouse fonctionne sur une machine de ce réseau. Pour que la connexion soit chiffrée et que le scanner marche hors ligne, ce téléphone doit faire confiance une fois à cette machine.',
    download: 'Télécharger le certificat',
    iosSteps: [
      'Ouvrez cette page dans Safari, téléchargez le certificat et autorisez-le.',
      'Réglages › Général › VPN et gestion de l’appareil › Gatehouse : Installer.',
      'Réglages › Général › Informations › Réglages des certificats : activez Gatehouse.',
    ],
    androidSteps: [
      'Téléchargez le certificat.',
      'Paramètres › Sécurité › Chiffrement et identifiants › Installer un certificat › Certificat CA.',
      'Installer quand même, puis choisissez gatehouse-ca.crt dans les téléchargements.',
    ],
    thenOpen: 'Ouvrez ensuite le scanner et ajoutez-le à l’écran d’accueil.',
    open: 'Ouvrir le scanner',
    scope:
      'Ce certificat ne vaut que pour des adresses et des noms locaux. Il ne peut se porter garant d’aucun site d’Internet.',
    fingerprint: 'Empreinte, la même que sur l’écran de la machine',
  },
  es: {
    language: 'Español',
    title: 'Conectar este teléfono',
    why: 'Gatehouse funciona en un equipo de esta red. Para que la conexión vaya cifrada y el escáner funcione sin red, este teléfono debe confiar una vez en ese equipo.',
    download: 'Descargar el certificado',
    iosSteps: [
      'Abre esta página en Safari, descarga el certificado y permítelo.',
      'Ajustes › General › VPN y gestión de dispositivos › Gatehouse: Instalar.',
      'Ajustes › General › Información › Ajustes de confianza de certificados: activa Gatehouse.',
    ],
    androidSteps: [
      'Descarga el certificado.',
      'Ajustes › Seguridad › Cifrado y credenciales › Instalar un certificado › Certificado de CA.',
      'Instalar de todos modos y elige gatehouse-ca.crt entre las descargas.',
    ],
    thenOpen: 'Después abre el escáner y añádelo a la pantalla de inicio.',
    open: 'Abrir el escáner',
    scope:
      'Este certificado solo vale para direcciones y nombres locales. No puede responder por ningún sitio de internet.',
    fingerprint: 'Huella, la misma que en la pantalla del equipo',
  },
  it: {
    language: 'Italiano',
    title: 'Collega questo telefono',
    why: 'Gatehouse gira su un computer di questa rete. Perché la connessione sia cifrata e lo scanner funzioni offline, questo telefono deve fidarsi una volta di quel computer.',
    download: 'Scarica il certificato',
    iosSteps: [
      'Apri questa pagina in Safari, scarica il certificato e consenti.',
      'Impostazioni › Generali › VPN e gestione dispositivi › Gatehouse: Installa.',
      'Impostazioni › Generali › Info › Impostazioni attendibilità certificati: attiva Gatehouse.',
    ],
    androidSteps: [
      'Scarica il certificato.',
      'Impostazioni › Sicurezza › Crittografia e credenziali › Installa un certificato › Certificato CA.',
      'Installa comunque, poi scegli gatehouse-ca.crt tra i download.',
    ],
    thenOpen: 'Poi apri lo scanner e aggiungilo alla schermata Home.',
    open: 'Apri lo scanner',
    scope:
      'Questo certificato vale solo per indirizzi e nomi locali. Non può garantire per nessun sito su internet.',
    fingerprint: 'Impronta, la stessa dello schermo del computer',
  },
  ar: {
    language: 'العربية',
    title: 'ربط هذا الهاتف',
    why: 'يعمل Gatehouse على جهاز في هذه الشبكة. لكي يكون الاتصال مشفّرًا ويعمل الماسح دون اتصال، يجب أن يثق هذا الهاتف بذلك الجهاز مرة واحدة.',
    download: 'تنزيل الشهادة',
    iosSteps: [
      'افتح هذه الصفحة في Safari ونزّل الشهادة واسمح بها.',
      'الإعدادات › عام › VPN وإدارة الجهاز › Gatehouse: تثبيت.',
      'الإعدادات › عام › حول › إعدادات الثقة بالشهادات: فعّل Gatehouse.',
    ],
    androidSteps: [
      'نزّل الشهادة.',
      'الإعدادات › الأمان › التشفير وبيانات الاعتماد › تثبيت شهادة › شهادة CA.',
      'اختر التثبيت على أي حال ثم الملف gatehouse-ca.crt من التنزيلات.',
    ],
    thenOpen: 'بعد ذلك افتح الماسح وأضفه إلى الشاشة الرئيسية.',
    open: 'فتح الماسح',
    scope: 'هذه الشهادة صالحة للعناوين والأسماء المحلية فقط، ولا يمكنها أن تضمن أي موقع على الإنترنت.',
    fingerprint: 'البصمة، وهي نفسها على شاشة الجهاز',
  },
} satisfies Record<string, LanTexts>;

export type LanLanguage = keyof typeof lanTexts;

export const lanLanguages = Object.keys(lanTexts).filter(isLanLanguage);

function isLanLanguage(code: string): code is LanLanguage {
  return Object.hasOwn(lanTexts, code);
}

/** The asked-for language if there is one, else the first of `Accept-Language` that exists, by its weights, else English. */
export function chooseLanguage(asked: string | undefined, acceptLanguage: string | undefined): LanLanguage {
  const accepted = (acceptLanguage ?? '')
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.trim().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='))?.split('=')[1];
      return { code: tag.split('-')[0]?.toLowerCase() ?? '', weight: Number(weight ?? 1) };
    })
    .filter((item) => item.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((item) => item.code);
  return [asked ?? '', ...accepted].find(isLanLanguage) ?? 'en';
}
