"""Make the invented people of the demonstration: ``python -m tools.people > regiodialoog/cli/demo_data/people.yaml``.

Needs Faker (``pip install faker``), which nothing else here needs: the list is committed, so it is made again only when
the demonstration wants other people. The same seed gives the same names.
"""

import random
import sys

import yaml
from faker import Faker

SEED = 2026
COUNT = 120
AGES = (("16 t/m 29 jaar", 2), ("30 t/m 49 jaar", 4), ("50 t/m 66 jaar", 4), ("67 jaar of ouder", 3))


def main() -> None:
    fake = Faker("nl_NL")
    fake.seed_instance(SEED)
    chance = random.Random(SEED)  # noqa: S311 - invented people, not secrets
    names: dict[str, None] = {}
    while len(names) < COUNT:
        names[f"{fake.first_name()} {fake.last_name()}"] = None
    ages, weights = zip(*AGES, strict=True)
    people = [{"naam": name, "leeftijd": chance.choices(ages, weights)[0]} for name in names]
    sys.stdout.write("# Verzonnen mensen, gemaakt met tools/people.py. Niemand van hen bestaat.\n")
    yaml.safe_dump({"mensen": people}, sys.stdout, allow_unicode=True, sort_keys=False)


if __name__ == "__main__":
    main()
