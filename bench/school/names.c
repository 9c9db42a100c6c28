/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/names.h"

#include <stdio.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static const char *const first_names[] = {
    "Aaliyah",  "Abdi",    "Adaeze",   "Aisha",    "Aleksander", "Alfie",     "Amara",
    "Amelia",   "Amina",   "Anaïs",    "Anjali",   "Anton",      "Arben",     "Archie",
    "Arjun",    "Ayaan",   "Aylin",    "Bartek",   "Beatriz",    "Bilal",     "Callum",
    "Chiamaka", "Chloé",   "Çağla",    "Daniel",   "Darius",     "Deborah",   "Deniz",
    "Dionne",   "Dominik", "Ebony",    "Eden",     "Elif",       "Elijah",    "Ella",
    "Emre",     "Esther",  "Ezra",     "Farah",    "Fatima",     "Femi",      "Finn",
    "Folake",   "Freya",   "Gabriela", "Grace",    "Habib",      "Hamza",     "Hana",
    "Harry",    "Hassan",  "Hugo",     "Ibrahim",  "Ikram",      "Imani",     "Inês",
    "Isaac",    "Isla",    "Ismail",   "Jada",     "Jamal",      "Jasmine",   "Jerome",
    "João",     "Jonas",   "Joshua",   "Kacper",   "Kadisha",    "Kai",       "Kayla",
    "Keisha",   "Khadija", "Kofi",     "Kwame",    "Layla",      "Leila",     "Leo",
    "Liam",     "Lina",    "Łukasz",   "Maddison", "Mahmoud",    "Malachi",   "Mariam",
    "Marta",    "Maryam",  "Mateo",    "Maya",     "Mehmet",     "Mia",       "Mikael",
    "Milena",   "Mina",    "Mohamed",  "Nadia",    "Naomi",      "Natalia",   "Nathan",
    "Ngozi",    "Niamh",   "Nikola",   "Noah",     "Noor",       "Oluwaseun", "Omar",
    "Oscar",    "Parisa",  "Patryk",   "Poppy",    "Priya",      "Quân",      "Rahma",
    "Raphaël",  "Rania",   "Reuben",   "Rhys",     "Rosa",       "Ruby",      "Ryan",
    "Saïd",     "Safiya",  "Samira",   "Samuel",   "Sanjay",     "Seán",      "Selin",
    "Shanice",  "Sofia",   "Söhret",   "Sumaya",   "Tariq",      "Temi",      "Theo",
    "Thuy",     "Tobias",  "Tomasz",   "Tyrell",   "Umar",       "Valentina", "Wiktoria",
    "Xavier",   "Yara",    "Yasmin",   "Yusuf",    "Zachary",    "Zahra",     "Zainab",
    "Zara",     "Žiga",    "Zoë",
};

static const char *const surnames[] = {
    "Abdirane",        "Adebanwo",     "Agyekari",   "Alcántero",      "Almeidro",
    "Ashcombley",      "Asfawen",      "Balogunde",  "Banerjit",       "Barrowmead",
    "Begumarra",       "Benyasir",     "Berhanet",   "Boatengo",       "Bouzaref",
    "Brackenfold",     "Campbellow",   "Carvalhido", "Chowdran",       "Clarkenby",
    "Dacostane",       "D'Amarelo",    "Danquahir",  "Demirkol-Ay",    "Dhaliwan",
    "Diallomé",        "Dlaminor",     "Dragovir",   "Dunnockley",     "Edmundaye",
    "El-Haddoush",     "Erdoganer",    "Eweliko",    "Fairbrook",      "Farahani-Osk",
    "Fernandel-Rui",   "Figueiral",    "Gebremas",   "Ghebrezi",       "Gillespan",
    "Gonsalvo",        "Grzeszek",     "Habteram",   "Hakimzar",       "Hartleberry",
    "Hosseinar",       "Hussenby",     "Ibrahimor",  "Igbokwer",       "Iyerasan",
    "Jankovel",        "Jeffersay",    "Kamaraye",   "Karimwala",      "Kowalczek",
    "Krasniqet",       "Kurtulan",     "Lãmberto",   "Laskowicz-Bran", "Łazarin",
    "Lindenmoor",      "Lopézan",      "Mahamude",   "Malikaar",       "Marchbanksey",
    "Marlowick",       "Mbekanda",     "McAllendry", "Mendozar",       "Millbrant",
    "Mohamadin",       "Moreirinha",   "Musaferi",   "Nakamurel",      "Ncubenda",
    "Ngoranbe",        "Nguyêm",       "Novákelin",  "O'Brannigar",    "O'Rellan",
    "Obiekwer",        "Okonari",      "Olawendi",   "Omarzaki",       "Osmanique",
    "Öztekiner",       "Patelwar",     "Pereiral",   "Petrovane",      "Pham-Loi",
    "Pinnockett",      "Quarteyo",     "Rahimbek",   "Ramdassie",      "Redfernall",
    "Ribeiral",        "Rosenhallow",  "Sadiqueen",  "Saint-Orme",     "Salehmand",
    "Šimonek",         "Singhara",     "Skinnerley", "Sowanda",        "Stanhopley",
    "Suleymar",        "Szabolyi",     "Tahirique",  "Takahama-Lee",   "Tekleab",
    "Thistlewood-Ray", "Tranmai",      "Twumasor",   "Ümitcan",        "Vasquelin",
    "Villanovar",      "Wainfleetley", "Warsamor",   "Weldemar",       "Whitlowe",
    "Wojtaszek",       "Yeboaho",      "Yılmazer",   "Youssefin",      "Zamanipour-Te",
    "Zielonkar",
};

static const char *const titles[] = {"Ms", "Mr", "Mrs", "Miss", "Ms", "Mr", "Dr"};

static const char *any(struct ht_random *random, const char *const *texts, int count)
{
    return texts[ht_random_below(random, count)];
}

void ht_name_person(struct ht_random *random, char name[static HT_NAME_SIZE])
{
    const char *first = any(random, first_names, COUNT(first_names));
    const char *last = any(random, surnames, COUNT(surnames));
    snprintf(name, HT_NAME_SIZE, "%s %s", first, last);
}

int ht_name_surnames(void)
{
    return COUNT(surnames);
}

void ht_name_teacher(struct ht_random *random, int n, char name[static HT_NAME_SIZE])
{
    const char *title = any(random, titles, COUNT(titles));
    const char *last = surnames[n % COUNT(surnames)];
    if (n < COUNT(surnames))
        snprintf(name, HT_NAME_SIZE, "%s %s", title, last);
    else
        snprintf(name, HT_NAME_SIZE, "%s %s-%s", title, last, surnames[(n + 1) % COUNT(surnames)]);
}
