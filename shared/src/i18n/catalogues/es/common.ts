import type { Translation } from '../../messages.js';
import type { common as english } from '../en/common.js';

export const common = {
  brand: 'Gatehouse',
  skip: 'Saltar al contenido',
  menu: 'Menú',
  navigation: 'Navegación principal',
  cancel: 'Cancelar',
  close: 'Cerrar',
  'colour.other': 'Otro color',
  tryAgain: 'Reintentar',
  loading: 'Cargando …',
  loadMore: 'Cargar más',
  allShown: {
    one: 'Una entrada, eso es todo',
    many: '{count} de entradas, eso es todo',
    other: '{count} entradas, eso es todo',
  },
  optional: 'opcional',
  language: 'Idioma',
  'theme.label': 'Apariencia',
  'theme.system': 'Como en este dispositivo',
  'theme.light': 'Claro',
  'theme.dark': 'Oscuro',
  'form.errors': {
    one: 'Un dato necesita tu atención',
    many: '{count} de datos necesitan tu atención',
    other: '{count} datos necesitan tu atención',
  },
  'verdict.admit': 'Dejar pasar',
  'verdict.refuse': 'Rechazar',
  'verdict.already': 'Ya está dentro',
  'verdict.confirm': 'Preguntar antes',
  'verdict.exit': 'Salida',
  'verdict.check': 'Válida',
  'verdict.unrecorded': 'NO REGISTRADO',
  'verdict.undone': 'Anulado',
} as const satisfies Translation<typeof english, 'es'>;
