"""What a code is shown for: `businessType` of the national interface, table A.1."""

from enum import StrEnum


class BusinessType(StrEnum):
    """Only those for which somebody shows a code here."""

    REGISTRATION = "01101"  # 挂号
    DEPOSIT = "01104"  # 缴纳预缴金: an inpatient's code is read before she chooses
    SETTLEMENT = "01301"  # 结算
    PRINTING = "01304"  # 打印票据和清单
