import type { LegalFormsOfCountry } from "./legal-forms-of-country.ts";

/**
 * Central and eastern Europe, Turkey, the Caucasus and central Asia by ISO 3166. From the countries' civil codes and company
 * laws (KSH, zákon o obchodních korporacích, Gt., ZGD-1, Торговски закон, ГК РФ, Господарський кодекс, TTK…).
 */
export const legalFormsEasternEurope = {
  PL: {
    after: `
      sp z oo | sp zoo | spzoo | s z oo | sp z o o w likwidacji | SKA | S K A | sp k | sp j | sp p | sp kom
      | sp komandytowa | sp jawna | sp partnerska | sp cywilna | PSA | spk | spj | Spółka z oo | Spółka z o o
      | Spółka z ograniczoną odpowiedzialnością | Spółka Akcyjna | Spółka Jawna | Spółka Komandytowa
      | Spółka Komandytowo Akcyjna | Spółka Partnerska | Spółka Cywilna | Prosta Spółka Akcyjna
      | Spółka z ograniczoną odpowiedzialnością sp k | Przedsiębiorstwo Państwowe | Spółdzielnia Pracy
      | Spółka Europejska | w likwidacji | w upadłości | w organizacji | w restrukturyzacji
      | Indywidualna działalność gospodarcza | Jednoosobowa działalność gospodarcza
      | Towarzystwo Ubezpieczeń Wzajemnych | Spółdzielnia Europejska | Spółka Wodna
      | Narodowy Fundusz Inwestycyjny SA | Towarzystwo Funduszy Inwestycyjnych SA`,
    afterInCapitals: "SC | SK | SJ | P.P. | s.c.",
  },
  CZ: {
    after: `
      sro | s ro | spol s ro | spol sro | spol s r o | společnost s ro | společnost s ručením omezeným
      | společnost s ručením obmedzeným | akciová společnost | akc spol | as v likvidaci | sro v likvidaci
      | v likvidaci | v konkursu | veřejná obchodní společnost | veř obch spol | komanditní společnost
      | kom spol | zapsaný spolek | zapsaný ústav | obecně prospěšná společnost | státní podnik | národní podnik
      | družstvo | evropská společnost | evropská družstevní společnost | evropské hospodářské zájmové sdružení
      | příspěvková organizace | organizační složka | odštěpný závod | zájmové sdružení právnických osob
      | pobočný spolek | investiční fond s proměnným základním kapitálem | SICAV as | OSVČ
      | podnikatel fyzická osoba | společenství vlastníků jednotek | svj`,
    afterInCapitals: `
      AS | a.s. | KS | k.s. | VOS | ZS | ZU | OPS | s.p. | n.p. | o.p. | o.z. | p.o. | p.s. | o.s. | z.p.s.p.o.
      | ZÚ`,
  },
  SK: {
    after: `
      spoločnosť s ručením obmedzeným | spoločnosť s ro | akciová spoločnosť | verejná obchodná spoločnosť
      | komanditná spoločnosť | štátny podnik | jednoduchá spoločnosť na akcie | nezisková organizácia
      | organizačná zložka | európska spoločnosť | občianske združenie | záujmové združenie právnických osôb
      | príspevková organizácia | živnostník | samostatne zárobkovo činná osoba | szčo | v likvidácii
      | rozpočtová organizácia | poľnohospodárske družstvo | sociálny podnik`,
    afterInCapitals: "š.p. | n.o. | o.z. | z.z.p.o. | j.s.a.",
  },
  HU: {
    after: `
      Kft | Zrt | Nyrt | Bt | Kkt | Rt | Kht | nKft | nZrt | gKft | nonprofit Kft | nonprofit Zrt | nonprofit Bt
      | Kft v a | Kft fa | Zrt va | Kft kt | bt va | egyéni cég | egyéni vállalkozó | Szöv | fióktelep
      | magyarországi fióktelepe | Korlátolt Felelősségű Társaság | Zártkörűen Működő Részvénytársaság
      | Nyilvánosan Működő Részvénytársaság | Részvénytársaság | Betéti Társaság | Közkereseti Társaság
      | Közhasznú Társaság | Közhasznú Nonprofit Kft | Közhasznú Nonprofit Zrt
      | Nonprofit Korlátolt Felelősségű Társaság | Nonprofit Részvénytársaság | Nonprofit Betéti Társaság
      | Közhasznú Nonprofit Korlátolt Felelősségű Társaság | Nonprofit Zártkörűen Működő Részvénytársaság
      | Szövetkezet | Egyesülés | Állami Vállalat | Európai Részvénytársaság | felszámolás alatt
      | végelszámolás alatt | Oktatói munkaközösség | Gazdasági Munkaközösség`,
    afterInCapitals: "E.V. | KKT | KHT | RT | BT | v.a. | f.a. | VGMK | K.V.",
  },
  SI: {
    after: `
      doo | d oo | jdoo | dno | kdd | dd | družba z omejeno odgovornostjo | delniška družba | komanditna družba
      | komanditna delniška družba | družba z neomejeno odgovornostjo | samostojni podjetnik
      | zadruga z omejeno odgovornostjo | zadruga z oo | javno podjetje doo | socialno podjetje | so p
      | evropska delniška družba | gospodarsko interesno združenje | dvojna družba | v stečaju | v likvidaciji
      | doo v stečaju | doo v likvidaciji | družba z oo`,
    afterInCapitals: "DD | KD | S.P. | z.o.o. | z.b.o. | GIZ | D.N.O. | k.d.",
  },
  HR: {
    after: `
      društvo s ograničenom odgovornošću | jednostavno društvo s ograničenom odgovornošću | dioničko društvo
      | javno trgovačko društvo | komanditno društvo | gospodarsko interesno udruženje | doo u stečaju
      | doo u likvidaciji | u stečaju | u likvidaciji | jtd | obiteljsko poljoprivredno gospodarstvo
      | društvo s oo | europsko društvo | trgovačko društvo s ograničenom odgovornošću | trgovac pojedinac`,
    afterInCapitals: "DD | KD | JTD | GIU | OPG",
  },
  RS: {
    around: `
      ДОО | д о о | ЈКП | СЗР | СТР | СУР | доо | DOO | Друштво са ограниченом одговорношћу
      | Акционарско друштво`,
    after: `
      društvo sa ograničenom odgovornošću | društvo sa ograničenom odgovornošću doo | akcionarsko društvo
      | ortačko društvo | komanditno društvo | ortačko društvo od | javno preduzeće | javno komunalno preduzeće
      | preduzetnik | preduzetnička radnja | samostalna zanatska radnja | samostalna trgovinska radnja
      | zemljoradnička zadruga | ортачко друштво | командитно друштво | јавно предузеће
      | јавно комунално предузеће | предузетник | друштво са о о | društvo s o o | otvoreno akcionarsko društvo
      | zatvoreno akcionarsko društvo`,
    aroundInCapitals: "КД | ОД | ПР | АД | ЈП",
    afterInCapitals: "a.d. | o.d. | KD | AD | OD | SZR | SZTR | P.R. | S.U.R. | J.P. | J.K.P.",
  },
  BA: {
    after: `
      društvo ograničene odgovornosti | društvo neograničene solidarne odgovornosti | dioničarsko društvo
      | dioničko društvo | komanditno društvo | javno preduzeće | dd u većinskom vlasništvu
      | društvo sa ograničenom odgovornošću | друштво ограничене одговорности | samostalni poduzetnik`,
    afterInCapitals: "DNO | S.P.",
  },
  ME: {
    after: `
      društvo sa ograničenom odgovornošću | akcionarsko društvo | preduzetnik | ortačko društvo
      | dio stranog društva`,
  },
  MK: {
    around: `
      ДОО | ДООЕЛ | ЈТД | ДООЕЛ експорт импорт | Друштво со ограничена одговорност
      | Друштво со ограничена одговорност од едно лице | Акционерско друштво | Јавно трговско друштво
      | Командитно друштво | Трговец поединец | Јавно претпријатие | Командитно друштво со акции`,
    after: `
      doo | dooel | doo el | drushtvo so ogranichena odgovornost | akcionersko drushtvo
      | društvo so ograničena odgovornost | akcionersko društvo | javno trgovsko društvo | dooel eksport import
      | doo export import | dooel export import | експорт импорт дооел`,
    aroundInCapitals: "АД | КД | ТП | ЈП",
    afterInCapitals: "JTD | KD | KDA | T.P.",
  },
  BG: {
    before: "ДЗЗД | Едноличен търговец",
    after: `
      ООД | ЕООД | ЕАД | АДСИЦ | КДА | ДЗЗД | Дружество с ограничена отговорност
      | Еднолично дружество с ограничена отговорност | Акционерно дружество | Еднолично акционерно дружество
      | Акционерно дружество със специална инвестиционна цел | Събирателно дружество | Командитно дружество
      | Командитно дружество с акции | Едноличен търговец | Държавно предприятие
      | Дружество по закона за задълженията и договорите | Дружество с променлив капитал | ЕДПК | ЮЛНЦ
      | Сдружение с нестопанска цел | OOD | EOOD | EAD | ADSIC | AdSITs | DZZD
      | Druzhestvo s ogranichena otgovornost | Ednolichno druzhestvo s ogranichena otgovornost
      | Aktsionerno druzhestvo | Ednolichno aktsionerno druzhestvo | Sabiratelno druzhestvo
      | Komanditno druzhestvo | Ednolichen targovets | KDA | EDPK`,
    aroundInCapitals: "АД | СД | ЕТ | ДП | ДПК",
    beforeInCapitals: "ET",
    afterInCapitals: "AD | KD | DPK | O.O.D. | K.D.",
  },
  RO: {
    before: `
      Societatea Comercială | Întreprindere Individuală | Întreprinderea Individuală
      | Persoană Fizică Autorizată | PFA`,
    after: `
      SRL | SRL D | SRLD | SNC | SCS | SCA | SA | PFA | SPRL | SCPA | SNC SCS | SC SRL
      | Societate cu Răspundere Limitată | Societate cu Răspundere Limitată Debutant
      | Societatea cu Răspundere Limitată | Societate pe Acțiuni | Societate pe Acţiuni | Societatea pe Acțiuni
      | Societate în Nume Colectiv | Societatea în Nume Colectiv | Societate în Comandită Simplă
      | Societatea în Comandită Simplă | Societate în Comandită pe Acțiuni | Societatea în Comandită pe Acțiuni
      | Regie Autonomă | Regia Autonomă | Persoană Fizică Autorizată | Întreprindere Individuală
      | Întreprindere Familială | Societate Cooperativă | Societate Agricolă | Societate Europeană
      | Societate Civilă Profesională | Societate Profesională cu Răspundere Limitată | Grup de Interes Economic
      | Companie Națională SA | Cabinet Individual de Avocat | Organizație Cooperatistă | în insolvență
      | în faliment | în lichidare`,
    beforeInCapitals: "S.C. | I.I.",
    afterInCapitals: "I.I. | GIE | R.A. | I.F.",
  },
  MD: {
    around: `
      Întreprindere Mixtă | Întreprindere de Stat | Întreprinderea de Stat | Întreprinderea cu Capital Străin
      | Întreprindere cu Capital Străin | Gospodărie Țărănească | Gospodăria Țărănească`,
    aroundInCapitals: "Î.M. | Î.C.S. | Î.S. | Î.I.",
    beforeInCapitals: "SRL",
    afterInCapitals: "S.A.",
  },
  AL: {
    after: `
      Shpk | Sh p k | Sha | Sh a | ShK | Sh k | Shkm | Sh k m | ShKV | Shoqëri me përgjegjësi të kufizuar
      | Shoqëri me Përgjegjësi të Kufizuara | Shoqëria me përgjegjësi të kufizuar | Shoqëri Aksionare
      | Shoqëri aksionere | Shoqëria Aksionare | Shoqëri komandite | Shoqëri kolektive | Person Fizik
      | Shoqëri e Thjeshtë | Ndërmarrje Publike | Ndërmarrje Shtetërore | Shoqëri e Bashkëpunimit Reciprok
      | Biznes individual`,
    afterInCapitals: "P.F.",
  },
  XK: {
    after: `
      Shoqëri me përgjegjësi të kufizuara | Ortakëri e përgjithshme | Ortakëri e kufizuar | Biznes individual
      | Ndërmarrje Shoqërore`,
  },
  EE: {
    around: `
      OÜ | Osaühing | Aktsiaselts | MTÜ | Täisühing | Usaldusühing | Tulundusühistu | Mittetulundusühing
      | Korteriühistu | Füüsilisest isikust ettevõtja`,
    after: `
      Euroopa äriühing | Euroopa ühistu | Riigi tulundusasutus | Välismaa äriühingu filiaal | Hooneühistu
      | OÜ likvideerimisel`,
    aroundInCapitals: "AS | TÜ | UÜ | MTU | FIE",
    beforeInCapitals: "OU",
    afterInCapitals: "OU | T.Ü. | U.Ü. | A/S",
  },
  LV: {
    around: `
      Sabiedrība ar ierobežotu atbildību | Akciju sabiedrība | Pilnsabiedrība | Komandītsabiedrība
      | Individuālais komersants | Zemnieku saimniecība | Individuālais uzņēmums | Valsts akciju sabiedrība
      | Pašvaldības SIA | Lauksaimniecības pakalpojumu kooperatīvā sabiedrība | Eiropas komercsabiedrība
      | Apdrošināšanas akciju sabiedrība | Valsts sabiedrība ar ierobežotu atbildību`,
    aroundInCapitals: "SIA | AS | Z/S | LPKS | S I A | VAS | VSIA | PSIA",
    afterInCapitals: "IK | AAS | PS | KS | A/S",
  },
  LT: {
    around: `
      UAB | VšĮ | Uždaroji akcinė bendrovė | Akcinė bendrovė | Mažoji bendrija | Tikroji ūkinė bendrija
      | Komanditinė ūkinė bendrija | Individuali įmonė | Viešoji įstaiga | Valstybės įmonė | Savivaldybės įmonė
      | Žemės ūkio bendrovė | Kooperatinė bendrovė | Europos bendrovė | UADBB | UADB
      | Uždaroji akcinė draudimo brokerių įmonė | Individuali veikla | Uždaroji draudimo brokerių bendrovė
      | Advokatų profesinė bendrija | Ūkininko ūkis`,
    aroundInCapitals: "AB | TŪB | KŪB | ŽŪB | ŽŪK | VŠĮ",
    afterInCapitals: "VSI | I.Į. | V.Į. | S.Į. | MB",
  },
  RU: {
    around: `
      ООО | ОАО | ЗАО | ПАО | НАО | АОЗТ | АООТ | ТОО | ОДО | ИЧП | ПБОЮЛ | КФХ | СХПК | СПоК | НКО | АНО | ФГУП
      | ГУП | МУП | ФКП | ФГБУ | ФГКУ | ФГАУ | ГБУ | ГКУ | ГАУ | МБУ | МКУ | МАУ | ТСЖ | ЖСК | НПАО | ОсОО | ЧУП
      | МКК ООО | МФК ООО | Общество с ограниченной ответственностью
      | Общество с дополнительной ответственностью | Акционерное общество | Публичное акционерное общество
      | Непубличное акционерное общество | Открытое акционерное общество | Закрытое акционерное общество
      | Международная компания публичное акционерное общество | МКПАО | МКАО | МКООО
      | Акционерное общество закрытого типа | Акционерное общество открытого типа
      | Товарищество с ограниченной ответственностью | Полное товарищество | Товарищество на вере
      | Коммандитное товарищество | Хозяйственное партнерство | Индивидуальный предприниматель
      | Крестьянское фермерское хозяйство | Крестьянское хозяйство | Частное предприятие
      | Индивидуальное частное предприятие | Федеральное государственное унитарное предприятие
      | Государственное унитарное предприятие | Муниципальное унитарное предприятие | Казенное предприятие
      | Федеральное казенное предприятие | Государственное предприятие | Муниципальное предприятие
      | Унитарное предприятие | Государственная корпорация | Автономная некоммерческая организация
      | Некоммерческое партнерство | Некоммерческая организация
      | Федеральное государственное бюджетное учреждение | Федеральное государственное казенное учреждение
      | Федеральное государственное автономное учреждение | Государственное бюджетное учреждение
      | Государственное казенное учреждение | Государственное автономное учреждение | Государственное учреждение
      | Муниципальное бюджетное учреждение | Муниципальное казенное учреждение
      | Муниципальное автономное учреждение | Муниципальное учреждение | Товарищество собственников жилья
      | Товарищество собственников недвижимости | Дочернее предприятие | Совместное предприятие | ooo | oao
      | zao | odo | fgup | gup | mup | aozt | aoot | mkpao | mkao | npao
      | Obshchestvo s Ogranichennoy Otvetstvennostyu | Obshchestvo s Ogranichennoi Otvetstvennostyu
      | Obschestvo s Ogranichennoj Otvetstvennostju | Aktsionernoe Obshchestvo | Aktsionernoye Obshchestvo
      | Otkrytoe Aktsionernoe Obshchestvo | Otkrytoye Aktsionernoye Obshchestvo
      | Zakrytoe Aktsionernoe Obshchestvo | Zakrytoye Aktsionernoye Obshchestvo
      | Publichnoe Aktsionernoe Obshchestvo | Publichnoye Aktsionernoye Obshchestvo
      | Federalnoe Gosudarstvennoe Unitarnoe Predpriyatie | Gosudarstvennoe Unitarnoe Predpriyatie
      | Individualny Predprinimatel | Individualnyy Predprinimatel | ЧП | АО | ИП`,
    after: `
      jsc | ojsc | cjsc | pjsc | zjsc | Open Joint Stock Company | Closed Joint Stock Company
      | Public Joint Stock Company | Non public Joint Stock Company | Private Joint Stock Company
      | Federal State Unitary Enterprise | State Unitary Enterprise | Municipal Unitary Enterprise
      | Individual Entrepreneur | FSUE`,
    aroundInCapitals: "AO | СП | ДП | КТ | ПТ | КП | ГП | ГУ | МУ | НП | КБ | АКБ | СПК | АНО | PAO | NAO",
    afterInCapitals: "SUE",
  },
  UA: {
    around: `
      ТОВ | ТДВ | ПАТ | ПрАТ | ВАТ | ЗАТ | ФОП | СПД | СПДФО | КНП | СФГ | СТОВ | ОСББ | ТзОВ | ТзДВ | ПВНЗ
      | СВК | ПНВП | МПП | ДТГО | Товариство з обмеженою відповідальністю
      | Товариство з додатковою відповідальністю | Акціонерне товариство | Приватне акціонерне товариство
      | Публічне акціонерне товариство | Відкрите акціонерне товариство | Закрите акціонерне товариство
      | Повне товариство | Командитне товариство | Приватне підприємство | Мале приватне підприємство
      | Фізична особа підприємець | Фізична особа — підприємець | Державне підприємство
      | Комунальне підприємство | Комунальне некомерційне підприємство | Казенне підприємство
      | Дочірнє підприємство | Колективне підприємство | Іноземне підприємство | Спільне підприємство
      | Фермерське господарство | Селянське фермерське господарство
      | Сільськогосподарський виробничий кооператив | Виробничий кооператив | Споживче товариство
      | Громадська організація | Об'єднання співвласників багатоквартирного будинку | Орендне підприємство
      | Сільськогосподарське товариство з обмеженою відповідальністю | Приватний підприємець | Державна установа
      | tov | tzov | tdv | Tovarystvo z Obmezhenoyu Vidpovidalnistyu | Tovarystvo z Obmezhenoiu Vidpovidalnistiu
      | Tovarystvo z Dodatkovoyu Vidpovidalnistyu | Tovarystvo z Dodatkovoiu Vidpovidalnistiu
      | Aktsionerne Tovarystvo | Pryvatne Aktsionerne Tovarystvo | Publichne Aktsionerne Tovarystvo
      | Vidkryte Aktsionerne Tovarystvo | Zakryte Aktsionerne Tovarystvo | Pryvatne Pidpryyemstvo
      | Pryvatne Pidpryiemstvo | Derzhavne Pidpryyemstvo | Derzhavne Pidpryiemstvo | Povne Tovarystvo
      | Komandytne Tovarystvo | Komunalne Pidpryiemstvo | АТ | ПП`,
    after: "PrJSC | PJSC | ALC | Additional Liability Company | Private Enterprise | Foreign Enterprise",
    aroundInCapitals: "ДП | КП | ФГ | КТ | ПТ | ДУ | ГО | FOP",
    afterInCapitals: "PAT | PRAT | VAT | ZAT | AT | P.P.",
  },
  BY: {
    around: `
      ТАА | ТДА | ААТ | ЗАТ | ОДО | ЧУП | ЧТУП | ЧПУП | ИУП | СООО | ИООО | ИП ООО | СП ООО | СП ОАО | РУП | КУП
      | РДУП | РСУП | КСУП | СЗАО | СОАО | ЧСУП | ЧТПУП | ДУП | ПТУП | ГПУП | ПУП | ПРУП
      | Таварыства з абмежаванай адказнасцю | Таварыства з дадатковай адказнасцю
      | Адкрытае акцыянернае таварыства | Закрытае акцыянернае таварыства | Унітарнае прадпрыемства
      | Прыватнае унітарнае прадпрыемства | Прыватнае прадпрыемства | Рэспубліканскае унітарнае прадпрыемства
      | Індывідуальны прадпрымальнік | Поўнае таварыства | Камандытнае таварыства | Вытворчы кааператыў
      | Сялянская фермерская гаспадарка | Дзяржаўнае прадпрыемства | Частное унитарное предприятие
      | Частное торговое унитарное предприятие | Частное производственное унитарное предприятие
      | Республиканское унитарное предприятие | Коммунальное унитарное предприятие
      | Иностранное унитарное предприятие | Совместное общество с ограниченной ответственностью
      | Иностранное общество с ограниченной ответственностью | Производственное унитарное предприятие
      | Коммунальное сельскохозяйственное унитарное предприятие | Дочернее унитарное предприятие
      | Республиканское дочернее унитарное предприятие | Republican Unitary Enterprise`,
    aroundInCapitals: "CHUP | RUP | УП",
  },
  TR: {
    after: `
      AŞ | Ltd Şti | Limited Şti | Limited Şirketi | Anonim Şirketi | Anonim Ortaklığı | Türk Anonim Şirketi
      | Türk Anonim Ortaklığı | Şti | Koll Şti | Kom Şti | Kolektif Şirketi | Kollektif Şirketi
      | Komandit Şirketi | Adi Komandit Şirketi | Adi Ortaklığı | Hisseli Komandit Şirketi
      | Sermayesi Paylara Bölünmüş Komandit Şirketi | Sınırlı Sorumlu Kooperatifi | İktisadi İşletmesi | GYO AŞ
      | Kamu İktisadi Teşebbüsü | Vakfı İktisadi İşletmesi | Tic Ltd Şti | Tic AŞ | Tic Ltd | San AŞ
      | San Ltd Şti | Ticaret AŞ | Ticaret Anonim Şirketi | Ticaret Limited Şirketi | Sanayi AŞ
      | Sanayi Anonim Şirketi | Sanayi Limited Şirketi | San Tic Ltd Şti | San Tic AŞ | San & Tic Ltd Şti
      | San & Tic AŞ | San & Tic Ltd | Sanayi & Ticaret AŞ | Sanayi & Ticaret Ltd Şti
      | Sanayi & Ticaret Anonim Şirketi | Sanayi & Ticaret Limited Şirketi | Tic & San AŞ | Tic & San Ltd Şti
      | Ticaret & Sanayi AŞ | Ticaret & Sanayi Anonim Şirketi | Ticaret & Sanayi Limited Şirketi
      | İth İhr San & Tic Ltd Şti | İthalat İhracat Sanayi & Ticaret Limited Şirketi | Dış Tic Ltd Şti
      | Dış Ticaret Limited Şirketi | Dış Ticaret AŞ | Dış Tic AŞ`,
    afterInCapitals: "AS | T.A.Ş. | T.A.O. | TAO | TAŞ",
  },
  GE: {
    around: `
      შპს | სს | სპს | კს | იმ | ააიპ | შეზღუდული პასუხისმგებლობის საზოგადოება | სააქციო საზოგადოება
      | სოლიდარული პასუხისმგებლობის საზოგადოება | კომანდიტური საზოგადოება | ინდივიდუალური მეწარმე | shps`,
  },
  AM: {
    around: `
      ՍՊԸ | ՓԲԸ | ԲԲԸ | ԱՁ | ՊՈԱԿ | ՀՈԱԿ | Սահմանափակ պատասխանատվությամբ ընկերություն
      | Փակ բաժնետիրական ընկերություն | Բաց բաժնետիրական ընկերություն | Անհատ ձեռնարկատեր
      | Լրացուցիչ պատասխանատվությամբ ընկերություն | Լիակատար ընկերություն | Վստահության վրա հիմնված ընկերություն
      | Պետական ոչ առևտրային կազմակերպություն`,
    after: "SPE LLC | SNCO",
  },
  AZ: {
    around: `
      Məhdud Məsuliyyətli Cəmiyyət | Açıq Səhmdar Cəmiyyəti | Qapalı Səhmdar Cəmiyyəti
      | Məhdud Məsuliyyətli Cəmiyyəti | Əlavə Məsuliyyətli Cəmiyyət | Tam Ortaqlıq | Kommandit Ortaqlıq
      | Fərdi Sahibkar | Publik Hüquqi Şəxs | Dövlət Müəssisəsi`,
    aroundInCapitals: "ƏMC",
    afterInCapitals: "MMC | ASC | QSC",
  },
  KZ: {
    around: `
      ТОО | ЖШС | ЖАҚ | ААҚ | РГП | ГКП | КГП | КГКП | РГКП | ТДО | ҚЖШС | РМК | КМК
      | Жауапкершілігі шектеулі серіктестік | Жауапкершілігі шектеулі серіктестігі | Акционерлік қоғам
      | Акционерлік қоғамы | Жеке кәсіпкер | Қосымша жауапкершілігі бар серіктестік | Толық серіктестік
      | Коммандиттік серіктестік | Өндірістік кооператив | Республикалық мемлекеттік кәсіпорын
      | Республиканское государственное предприятие | Коммунальное государственное предприятие
      | Zhauapkershiligi shekteuli seriktestik | Tovarishchestvo s ogranichennoy otvetstvennostyu | АҚ`,
    aroundInCapitals: "ZhShS | JSS | TOO",
  },
  UZ: {
    around: `
      МЧЖ | MChJ | ОАЖ | ЁАЖ | Масъулияти чекланган жамият | Масъулияти чекланган жамияти
      | Mas'uliyati cheklangan jamiyat | Mas'uliyati cheklangan jamiyati | Aksiyadorlik jamiyati
      | Акциядорлик жамияти | Xususiy korxona | Хусусий корхона | Qo'shma korxona | Қўшма корхона
      | Yakka tartibdagi tadbirkor | Davlat unitar korxonasi | Unitar korxona | Xorijiy korxona
      | Qo'shimcha mas'uliyatli jamiyat | Fermer xo'jaligi`,
    aroundInCapitals: "DUK | OAJ | YoAJ | АЖ | ХК | ҚК",
    afterInCapitals: "XK | QK",
  },
  KG: {
    around: `
      ОсОО | ОсДО | ЖЧК | ЖАК | ААК | ОАК | Жоопкерчилиги чектелген коом | Жоопкерчилиги чектелген коому
      | Акционердик коом | Акционердик коому | Жабык акционердик коом | Жабык акционердик коому
      | Ачык акционердик коом | Ачык акционердик коому | Жеке ишкер | Толук шериктештик
      | Коммандиттик шериктештик | OsOO | ЧП`,
  },
  TJ: {
    around: `
      ҶДММ | ҶСК | ҶСП | ҶСШ | ҶСО | ЧДММ | ҶММ | КВД | КФД | Ҷамъияти дорои масъулияти маҳдуд
      | Ҷамъияти саҳҳомии кушода | Ҷамъияти саҳҳомии пӯшида | Корхонаи воҳиди давлатӣ | Соҳибкори инфиродӣ
      | Ҷамъияти саҳомии кушода | Ҷамъияти саҳомии пӯшида | Jamiyati dorovi masuliyati mahdud`,
  },
  TM: {
    around: `
      Hojalyk jemgyýeti | Açyk görnüşli paýdarlar jemgyýeti | Ýapyk görnüşli paýdarlar jemgyýeti
      | Hususy kärhana | Ýekeçil telekeçi | Döwlet kärhanasy`,
    afterInCapitals: "HJ | AHJ",
  },
  MN: {
    around: `
      ХХК | ТӨХК | ТӨХХК | ТӨААТҮГ | ББСБ ХХК | НҮТББ | Хязгаарлагдмал хариуцлагатай компани | Хувьцаат компани
      | Нөхөрлөл | Зохион байгуулалттай нөхөрлөл | Бүх гишүүд нь бүрэн хариуцлагатай нөхөрлөл | XXK
      | Төрийн өмчит хувьцаат компани | Hyazgaarlagdmal hariutslagatai kompani | Орон нутгийн өмчит ХХК`,
    aroundInCapitals: "ХК | ХН",
    afterInCapitals: "HHK | XK",
  },
} as const satisfies Record<string, LegalFormsOfCountry>;
