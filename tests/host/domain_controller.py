"""The accounts of the domain controller, in its database.

    domain_controller.py SMB_CONF create      makes one account for every state that an account can be in
    domain_controller.py SMB_CONF refusals    prints how many wrong passwords the controller has counted for each
"""

import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

PASSWORD = "Secret-1-long"
parameters = LoadParm()
parameters.load(sys.argv[1])
database = SamDB(lp=parameters, session_info=system_session())


def change(name, attribute, value):
    found = database.search(expression="(sAMAccountName=%s)" % name, attrs=[])
    message = ldb.Message(found[0].dn)
    message[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, attribute)
    database.modify(message)


if sys.argv[2] == "create":
    # Without a threshold nothing is counted.
    domain = ldb.Message(database.get_default_basedn())
    domain["lockoutThreshold"] = ldb.MessageElement("3", ldb.FLAG_MOD_REPLACE, "lockoutThreshold")
    database.modify(domain)
    for name in ("reader", "disabled", "expired", "mustchange", "locked"):
        database.newuser(name, PASSWORD)
    database.disable_account("(sAMAccountName=disabled)")
    change("expired", "accountExpires", "116444736010000000")
    change("mustchange", "pwdLastSet", "0")
    # In the future, so that it is locked for as long as the test runs, whatever the policy says.
    change("locked", "lockoutTime", "230000000000000000")
else:
    for user in database.search(expression="(objectClass=user)", attrs=["sAMAccountName", "badPwdCount"]):
        print(user["sAMAccountName"][0].decode(), user.get("badPwdCount", [b"0"])[0].decode())
