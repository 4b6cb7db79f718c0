export {
  DETAIL_BLOCK_BYTES,
  DETAIL_SEAL_BYTES,
  type DetailRefusal,
  detailToSeal,
  openDetail,
  type ToSeal,
} from './detail.js';
export {
  type DetailFile,
  encodeDetailFile,
  findDetail,
  openDetailFile,
  type SealedDetail,
} from './detail-file.js';
export {
  decodePeoplePage,
  openPeoplePage,
  type PeopleKind,
  type PeoplePage,
  type PeoplePageRefusal,
  signPeoplePage,
} from './people-page.js';
export { peopleBits } from './people-place.js';
export { decodePerson, encodePerson, isNobody, MAX_PERSON_BYTES, nobody, type Person } from './person.js';
export {
  type FoundPerson,
  openSearchFile,
  readSearchHeader,
  SEARCH_KEY_BYTES,
  type SearchFileRefusal,
  type SearchHeader,
  type SearchToSeal,
  searchKeyId,
  searchToSeal,
} from './search-file.js';
export { searchForm, searchTextOf, searchWords } from './search-text.js';
