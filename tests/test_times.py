"""Times: what each expression of press prose means, and what must hold for any text."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.reading.mentions import TimeMention
from firsthand.reading.times import find_times, find_times_in, timexes
from firsthand.reading.times.vocabulary import data
from tests import shipped

PUBLISHED = "2024-10-14"  # a Monday

# sentence | expression | type | TIMEX3 value | first..last | precision | function; every expression of a sentence has its line
TABLE = """
The raid took place a few days ago. | a few days ago | DATE | PAST_REF | 2024-10-07..2024-10-13 | week | at
The raid took place several days ago. | several days ago | DATE | PAST_REF | 2024-10-04..2024-10-12 | month | at
Two days ago, the convoy was hit. | Two days ago | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
The convoy was hit three weeks ago. | three weeks ago | DATE | 2024-W39 | 2024-09-20..2024-09-26 | week | at
He was seized about two months ago. | about two months ago | DATE | 2024-08 | 2024-08-01..2024-08-31 | month | at
He was seized five years ago. | five years ago | DATE | 2019 | 2019-01-01..2019-12-31 | year | at
The mill burned a year ago. | a year ago | DATE | 2023 | 2023-01-01..2023-12-31 | year | at
The clash occurred some ten days ago. | some ten days ago | DATE | 2024-10-04 | 2024-10-04..2024-10-04 | day | at
They left a couple of days ago. | a couple of days ago | DATE | 2024-10-12 | 2024-10-11..2024-10-12 | week | at
The bridge fell more than a week ago. | more than a week ago | DATE | 2024-W41 | 2024-10-04..2024-10-10 | week | at
Clashes were reported half an hour ago. | half an hour ago | DATE | 2024-10-14 | 2024-10-14..2024-10-14 | day | at
It happened 36 hours ago. | 36 hours ago | DATE | 2024-10-13 | 2024-10-13..2024-10-13 | day | at
Fighting broke out today. | today | DATE | 2024-10-14 | 2024-10-14..2024-10-14 | day | at
Fighting broke out yesterday. | yesterday | DATE | 2024-10-13 | 2024-10-13..2024-10-13 | day | at
Talks will resume tomorrow. | tomorrow | DATE | 2024-10-15 | 2024-10-15..2024-10-15 | day | at
Fighting broke out the day before yesterday. | the day before yesterday | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
Shells fell last night. | last night | TIME | 2024-10-13TNI | 2024-10-13T18:00..2024-10-14T05:59 | time | at
Shells fell this morning. | this morning | TIME | 2024-10-14TMO | 2024-10-14T05:00..2024-10-14T11:59 | time | at
Shells fell yesterday morning. | yesterday morning | TIME | 2024-10-13TMO | 2024-10-13T05:00..2024-10-13T11:59 | time | at
Shells fell overnight. | overnight | TIME | 2024-10-14TNI | 2024-10-13T18:00..2024-10-14T05:59 | time | at
Shells will fall tonight. | tonight | TIME | 2024-10-14TNI | 2024-10-14T18:00..2024-10-14T23:59 | time | at
Shells fell on Friday night. | Friday night | TIME | 2024-10-11TNI | 2024-10-11T18:00..2024-10-11T23:59 | time | at
Shells fell early Friday. | early Friday | DATE | 2024-10-11 | 2024-10-11..2024-10-11 | day | at
The village was attacked on Monday. | Monday | DATE | 2024-10-14 | 2024-10-14..2024-10-14 | day | at
The village was attacked on Tuesday. | Tuesday | DATE | 2024-10-08 | 2024-10-08..2024-10-08 | day | at
The village was attacked on Sunday. | Sunday | DATE | 2024-10-13 | 2024-10-13..2024-10-13 | day | at
The delegation will arrive on Thursday. | Thursday | DATE | 2024-10-17 | 2024-10-17..2024-10-17 | day | at
Troops withdrew last Friday. | last Friday | DATE | 2024-10-11 | 2024-10-11..2024-10-11 | day | at
The council meets next Wednesday. | next Wednesday | DATE | 2024-10-16 | 2024-10-16..2024-10-16 | day | at
The camp was raided this Saturday. | this Saturday | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
Friday's attack killed nine. | Friday | DATE | 2024-10-11 | 2024-10-11..2024-10-11 | day | at
It was shelled over the weekend. | the weekend | DATE | 2024-W41-WE | 2024-10-12..2024-10-13 | week | at
It was shelled last weekend. | last weekend | DATE | 2024-W41-WE | 2024-10-12..2024-10-13 | week | at
Last week, rebels took the town. | Last week | DATE | 2024-W41 | 2024-10-07..2024-10-13 | week | at
Rebels struck early last week. | early last week | DATE | 2024-W41 | 2024-10-07..2024-10-09 | week | at
Rebels struck late last week. | late last week | DATE | 2024-W41 | 2024-10-10..2024-10-13 | week | at
Talks start next week. | next week | DATE | 2024-W43 | 2024-10-21..2024-10-27 | week | at
The post was hit this week. | this week | DATE | 2024-W42 | 2024-10-14..2024-10-20 | week | at
The post was hit earlier this week. | earlier this week | DATE | 2024-W42 | 2024-10-14..2024-10-14 | day | at
Last month, rebels took the town. | Last month | DATE | 2024-09 | 2024-09-01..2024-09-30 | month | at
The strike came earlier this month. | earlier this month | DATE | 2024-10 | 2024-10-01..2024-10-14 | month | at
Rebels took the town late last month. | late last month | DATE | 2024-09 | 2024-09-21..2024-09-30 | month | at
Rebels took the town last year. | last year | DATE | 2023 | 2023-01-01..2023-12-31 | year | at
The offensive began earlier this year. | earlier this year | DATE | 2024 | 2024-01-01..2024-10-14 | year | at
It will end next year. | next year | DATE | 2025 | 2025-01-01..2025-12-31 | year | at
The offensive began in late July. | late July | DATE | 2024-07 | 2024-07-21..2024-07-31 | month | at
The offensive began in early March. | early March | DATE | 2024-03 | 2024-03-01..2024-03-10 | month | at
The offensive began in mid-April. | mid-April | DATE | 2024-04 | 2024-04-11..2024-04-20 | month | at
The offensive began in mid April. | mid April | DATE | 2024-04 | 2024-04-11..2024-04-20 | month | at
The offensive began at the end of August. | the end of August | DATE | 2024-08 | 2024-08-21..2024-08-31 | month | at
The offensive began at the beginning of May 2023. | the beginning of May 2023 | DATE | 2023-05 | 2023-05-01..2023-05-10 | month | at
The offensive began in the middle of June. | the middle of June | DATE | 2024-06 | 2024-06-11..2024-06-20 | month | at
The offensive began in early 2024. | early 2024 | DATE | 2024 | 2024-01-01..2024-03-31 | season | at
The offensive began in mid-2023. | mid-2023 | DATE | 2023 | 2023-05-01..2023-08-31 | season | at
The offensive began in late 2023. | late 2023 | DATE | 2023 | 2023-10-01..2023-12-31 | season | at
The offensive began at the end of 2022. | the end of 2022 | DATE | 2022 | 2022-10-01..2022-12-31 | season | at
Since the summer of 2024, drones have been used. | the summer of 2024 | DATE | 2024-SU | 2024-06-01..2024-10-14 | season | since
Since Monday, drones have been used. | Monday | DATE | 2024-10-14 | 2024-10-14..2024-10-14 | day | since
Since 2012, drones have been used. | 2012 | DATE | 2012 | 2012-01-01..2024-10-14 | year | since
Since last year, drones have been used. | last year | DATE | 2023 | 2023-01-01..2024-10-14 | year | since
Since early May, drones have been used. | early May | DATE | 2024-05 | 2024-05-01..2024-10-14 | month | since
The truce held until Friday. | Friday | DATE | 2024-10-11 | ..2024-10-11 | day | until
The truce held until 3 September. | 3 September | DATE | 2024-09-03 | ..2024-09-03 | day | until
All had left by 10 October. | 10 October | DATE | 2024-10-10 | ..2024-10-10 | day | until
It happened before 5 October. | 5 October | DATE | 2024-10-05 | ..2024-10-04 | day | until
It happened after 5 October. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-14 | day | since
Shelling between 3 and 5 October killed nine. | 3 and 5 October | DATE | 2024-10-03 | 2024-10-03..2024-10-05 | week | within
Shelling from 3 to 5 October killed nine. | 3 to 5 October | DATE | 2024-10-03 | 2024-10-03..2024-10-05 | week | within
Shelling on 3-5 October killed nine. | 3-5 October | DATE | 2024-10-03 | 2024-10-03..2024-10-05 | week | within
Shelling on October 3-5 killed nine. | October 3-5 | DATE | 2024-10-03 | 2024-10-03..2024-10-05 | week | within
Shelling on October 3 and 4, killed nine. | October 3 and 4 | DATE | 2024-10-03 | 2024-10-03..2024-10-04 | week | within
Shelling from 28 September to 3 October killed nine. | 28 September to 3 October | DATE | 2024-09-28/2024-10-03 | 2024-09-28..2024-10-03 | week | within
Shelling between September 28 and October 3 killed nine. | September 28 and October 3 | DATE | 2024-09-28/2024-10-03 | 2024-09-28..2024-10-03 | week | within
Shelling from Monday to Wednesday killed nine. | Monday to Wednesday | DATE | 2024-10-07/2024-10-09 | 2024-10-07..2024-10-09 | week | within
The war lasted from 1980 to 1988. | 1980 to 1988 | DATE | 1980/1988 | 1980-01-01..1988-12-31 | longer | within
He was born between 1977 and 1979. | 1977 and 1979 | DATE | 1977/1979 | 1977-01-01..1979-12-31 | longer | within
The war of 1980-1988 was long. | 1980-1988 | DATE | 1980 | 1980-01-01..1988-12-31 | longer | within
The 1994-95 campaign failed. | 1994-95 | DATE | 1994 | 1994-01-01..1995-12-31 | longer | within
Fighting between March and May displaced many. | March and May | DATE | 2024-03/2024-05 | 2024-03-01..2024-05-31 | season | within
In the past 24 hours, two posts were hit. | the past 24 hours | DURATION | PT24H | 2024-10-13..2024-10-14 | day | within
Over the past three weeks, two posts were hit. | the past three weeks | DURATION | P3W | 2024-09-23..2024-10-14 | month | within
During the last two months, two posts were hit. | the last two months | DURATION | P2M | 2024-08-14..2024-10-14 | season | within
In recent days, two posts were hit. | recent days | DATE | PAST_REF | 2024-10-07..2024-10-14 | week | within
In recent weeks, two posts were hit. | recent weeks | DATE | PAST_REF | 2024-09-02..2024-10-14 | season | within
In the coming days, more will arrive. | the coming days | DATE | FUTURE_REF | 2024-10-14..2024-10-24 | month | within
In the next two weeks, more will arrive. | the next two weeks | DURATION | P2W | 2024-10-14..2024-10-28 | month | within
Over the past year, two posts were hit. | the past year | DATE | 2023 | 2023-10-14..2024-10-14 | year | within
In the last decade, two posts were hit. | the last decade | DATE | 201 | 2014-10-14..2024-10-14 | longer | within
On 12 October, troops entered the town. | 12 October | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On October 12, troops entered the town. | October 12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On Oct. 12, troops entered the town. | Oct. 12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On Oct 12, troops entered the town. | Oct 12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On the 12th of October, troops entered the town. | the 12th of October | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On October 12th, troops entered the town. | October 12th | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On October 12, 2023, troops entered the town. | October 12, 2023 | DATE | 2023-10-12 | 2023-10-12..2023-10-12 | day | at
On 12 October 2023, troops entered the town. | 12 October 2023 | DATE | 2023-10-12 | 2023-10-12..2023-10-12 | day | at
On 12 Oct 2023, troops entered the town. | 12 Oct 2023 | DATE | 2023-10-12 | 2023-10-12..2023-10-12 | day | at
On Saturday, October 12, troops entered the town. | Saturday, October 12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On Saturday, 12 October 2024, troops entered the town. | Saturday, 12 October 2024 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On Sat. Oct. 12, troops entered the town. | Sat. Oct. 12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
On 12 NOV 89, troops entered the town. | 12 NOV 89 | DATE | 1989-11-12 | 1989-11-12..1989-11-12 | day | at
Troops entered the town (4 FEB). | 4 FEB | DATE | 2024-02-04 | 2024-02-04..2024-02-04 | day | at
Troops entered the town on 3 Dec. | 3 Dec. | DATE | 2024-12-03 | 2024-12-03..2024-12-03 | day | at
Troops entered the town on 10/12/2024. | 10/12/2024 | DATE | 2024-XX-XX | .. | - | at
Troops entered the town on 25/12/2023. | 25/12/2023 | DATE | 2023-12-25 | 2023-12-25..2023-12-25 | day | at
Troops entered the town on 12.10.2024. | 12.10.2024 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
Troops entered the town on 2024-10-12. | 2024-10-12 | DATE | 2024-10-12 | 2024-10-12..2024-10-12 | day | at
Troops entered the town at 2024-10-12T06:30Z. | 2024-10-12T06:30Z | TIME | 2024-10-12T06:30 | 2024-10-12T06:30Z..2024-10-12T06:30Z | time | at
Troops entered the town in March 1998. | March 1998 | DATE | 1998-03 | 1998-03-01..1998-03-31 | month | at
Troops entered the town in March of 1998. | March of 1998 | DATE | 1998-03 | 1998-03-01..1998-03-31 | month | at
Troops entered the town in March. | March | DATE | 2024-03 | 2024-03-01..2024-03-31 | month | at
Troops entered the town in May. | May | DATE | 2024-05 | 2024-05-01..2024-05-31 | month | at
Troops entered the town last March. | last March | DATE | 2024-03 | 2024-03-01..2024-03-31 | month | at
Troops will enter the town in January. | January | DATE | 2025-01 | 2025-01-01..2025-01-31 | month | at
Elections are due on 15 December. | 15 December | DATE | 2024-12-15 | 2024-12-15..2024-12-15 | day | at
Troops entered the town in 1998. | 1998 | DATE | 1998 | 1998-01-01..1998-12-31 | year | at
The 1998 embassy bombings killed many. | 1998 | DATE | 1998 | 1998-01-01..1998-12-31 | year | at
Troops entered the town in the 1990s. | the 1990s | DATE | 199 | 1990-01-01..1999-12-31 | longer | at
Troops entered the town in the early 1990s. | the early 1990s | DATE | 199 | 1990-01-01..1993-12-31 | longer | at
Troops entered the town in the late '80s. | the late '80s | DATE | 198 | 1986-01-01..1989-12-31 | longer | at
Troops entered the town in the nineties. | the nineties | DATE | 199 | 1990-01-01..1999-12-31 | longer | at
It was founded in the 19th century. | the 19th century | DATE | 18 | 1800-01-01..1899-12-31 | longer | at
Troops entered the town in the third quarter of 2023. | the third quarter of 2023 | DATE | 2023-Q3 | 2023-07-01..2023-09-30 | season | at
Troops entered the town in the first half of 2023. | the first half of 2023 | DATE | 2023-H1 | 2023-01-01..2023-06-30 | season | at
Troops entered the town in Q3 2023. | Q3 2023 | DATE | 2023-Q3 | 2023-07-01..2023-09-30 | season | at
Troops entered the town last winter. | last winter | DATE | 2023-WI | 2023-12-01..2024-02-29 | season | at
Troops entered the town this summer. | this summer | DATE | 2024-SU | 2024-06-01..2024-08-31 | season | at
Troops entered the town in the spring of 2022. | the spring of 2022 | DATE | 2022-SP | 2022-03-01..2022-05-31 | season | at
Troops entered the town in autumn 2022. | autumn 2022 | DATE | 2022-FA | 2022-09-01..2022-11-30 | season | at
Troops entered the town in summer. | summer | DATE | 2024-SU | 2024-06-01..2024-08-31 | season | at
Troops fought for three weeks. | three weeks | DURATION | P3W | .. | - | none
Troops fought for two and a half years. | two and a half years | DURATION | P2Y6M | .. | - | none
Troops fought for nearly six hours. | nearly six hours | DURATION | PT6H | .. | - | none
Troops fought for years. | years | DURATION | PXY | .. | - | none
A 24-hour curfew was imposed. | 24-hour | DURATION | PT24H | .. | - | none
A three-month siege ended. | three-month | DURATION | P3M | .. | - | none
A two-year-old boy was hurt. | two-year-old | DURATION | P2Y | .. | - | none
A man aged 30 years old was hurt. | 30 years old | DURATION | P30Y | .. | - | none
Shells fall every day. | every day | SET | P1D | .. | - | none
Shells fall every Friday. | every Friday | SET | XXXX-WXX-5 | .. | - | none
Shells fall each month. | each month | SET | P1M | .. | - | none
Shells fall daily. | daily | SET | XXXX-XX-XX | .. | - | none
Patrols go out on Tuesdays. | Tuesdays | SET | XXXX-WXX-2 | .. | - | none
Shelling began at 11 a.m. | 11 a.m. | TIME | 2024-10-14T11:00 | 2024-10-14T11:00..2024-10-14T11:00 | time | at
Shelling began at 7:15 p.m. on Friday. | 7:15 p.m. on Friday | TIME | 2024-10-11T19:15 | 2024-10-11T19:15..2024-10-11T19:15 | time | at
Shelling began at 1530 GMT. | 1530 GMT | TIME | 2024-10-14T15:30 | 2024-10-14T15:30Z..2024-10-14T15:30Z | time | at
Shelling began on 6 January at 1625. | 6 January at 1625 | TIME | 2024-01-06T16:25 | 2024-01-06T16:25..2024-01-06T16:25 | time | at
Shelling began at 15:30. | 15:30 | TIME | 2024-10-14T15:30 | 2024-10-14T15:30..2024-10-14T15:30 | time | at
Shelling began at dawn on Friday. | dawn on Friday | TIME | 2024-10-11TMO | 2024-10-11T04:00..2024-10-11T06:59 | time | at
Shelling began at dawn. | dawn | TIME | 2024-10-14TMO | 2024-10-14T04:00..2024-10-14T06:59 | time | at
Shelling began on Friday at noon. | Friday at noon | TIME | 2024-10-11T12:00 | 2024-10-11T12:00..2024-10-11T12:00 | time | at
Shelling began at midnight on 5 October. | midnight on 5 October | TIME | 2024-10-05T24:00 | 2024-10-06T00:00..2024-10-06T00:00 | time | at
Shelling began on the night of 11 November. | the night of 11 November | TIME | 2024-11-11TNI | 2024-11-11T18:00..2024-11-11T23:59 | time | at
Shelling began on the morning of 5 October. | the morning of 5 October | TIME | 2024-10-05TMO | 2024-10-05T05:00..2024-10-05T11:59 | time | at
Shelling began on Friday evening. | Friday evening | TIME | 2024-10-11TEV | 2024-10-11T18:00..2024-10-11T23:59 | time | at
Shelling began at 10 p.m. Wednesday. | 10 p.m. Wednesday | TIME | 2024-10-09T22:00 | 2024-10-09T22:00..2024-10-09T22:00 | time | at
Shelling began at 5 o'clock. | 5 o'clock | TIME | 2024-10-14T05:00 | 2024-10-14T05:00..2024-10-14T05:00 | time | at
On 5 October, rebels attacked. Three days later, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. Three days later, troops came back. | Three days later | DATE | 2024-10-08 | 2024-10-08..2024-10-08 | day | at
On 5 October, rebels attacked. The same day, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The same day, troops came back. | The same day | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The next day, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The next day, troops came back. | The next day | DATE | 2024-10-06 | 2024-10-06..2024-10-06 | day | at
On 5 October, rebels attacked. The following day, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The following day, troops came back. | The following day | DATE | 2024-10-06 | 2024-10-06..2024-10-06 | day | at
On 5 October, rebels attacked. The previous day, troops had left. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The previous day, troops had left. | The previous day | DATE | 2024-10-04 | 2024-10-04..2024-10-04 | day | at
On 5 October, rebels attacked. The following week, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. The following week, troops came back. | The following week | DATE | 2024-W41 | 2024-10-07..2024-10-13 | week | at
On 5 October, rebels attacked. Two days earlier, troops had left. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. Two days earlier, troops had left. | Two days earlier | DATE | 2024-10-03 | 2024-10-03..2024-10-03 | day | at
On 5 October, rebels attacked. A week later, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. A week later, troops came back. | A week later | DATE | 2024-W41 | 2024-10-09..2024-10-15 | week | at
On 5 October, rebels attacked. That night, troops came back. | 5 October | DATE | 2024-10-05 | 2024-10-05..2024-10-05 | day | at
On 5 October, rebels attacked. That night, troops came back. | That night | TIME | 2024-10-05TNI | 2024-10-05T18:00..2024-10-05T23:59 | time | at
In March 2011, protests began. In April, troops came. | March 2011 | DATE | 2011-03 | 2011-03-01..2011-03-31 | month | at
In March 2011, protests began. In April, troops came. | April | DATE | 2011-04 | 2011-04-01..2011-04-30 | month | at
On 11 September 2001, planes hit. A month later, war began. | 11 September 2001 | DATE | 2001-09-11 | 2001-09-11..2001-09-11 | day | at
On 11 September 2001, planes hit. A month later, war began. | A month later | DATE | 2001-10 | 2001-10-01..2001-10-31 | month | at
In 1994, the war began. The following year, it ended. | 1994 | DATE | 1994 | 1994-01-01..1994-12-31 | year | at
In 1994, the war began. The following year, it ended. | The following year | DATE | 1995 | 1995-01-01..1995-12-31 | year | at
In 1994, the war began. Two years later, it ended. | 1994 | DATE | 1994 | 1994-01-01..1994-12-31 | year | at
In 1994, the war began. Two years later, it ended. | Two years later | DATE | 1996 | 1996-01-01..1996-12-31 | year | at
They signed on New Year's Eve. | New Year's Eve | DATE | 2023-12-31 | 2023-12-31..2023-12-31 | day | at
They signed on Christmas Day. | Christmas Day | DATE | 2024-12-25 | 2024-12-25..2024-12-25 | day | at
They signed on Friday the 13th. | Friday the 13th | DATE | 2024-09-13 | 2024-09-13..2024-09-13 | day | at
They now control the town. | now | DATE | PRESENT_REF | .. | - | none
They recently took the town. | recently | DATE | PAST_REF | .. | - | none
They will soon take the town. | soon | DATE | FUTURE_REF | .. | - | none
In the near future, they will go. | the near future | DATE | FUTURE_REF | .. | - | none
On the eve of 5 October, they went. | the eve of 5 October | DATE | 2024-10-04 | 2024-10-04..2024-10-04 | day | at
The first nine months were quiet. | The first nine months | DURATION | P9M | .. | - | none
Nineteen ninety-six was quiet. | Nineteen ninety-six | DATE | 1996 | 1996-01-01..1996-12-31 | year | at
AT 0700 ON 6 OCTOBER REBELS ATTACKED. | 0700 ON 6 OCTOBER | TIME | 2024-10-06T07:00 | 2024-10-06T07:00..2024-10-06T07:00 | time | at
REBELS ATTACKED ON 30 SEPTEMBER AND IN MAY. | 30 SEPTEMBER | DATE | 2024-09-30 | 2024-09-30..2024-09-30 | day | at
REBELS ATTACKED ON 30 SEPTEMBER AND IN MAY. | MAY | DATE | 2024-05 | 2024-05-01..2024-05-31 | month | at
THE ARMY SAID TODAY THAT 4 SOLDIERS DIED YESTERDAY. | TODAY | DATE | 2024-10-14 | 2024-10-14..2024-10-14 | day | at
THE ARMY SAID TODAY THAT 4 SOLDIERS DIED YESTERDAY. | YESTERDAY | DATE | 2024-10-13 | 2024-10-13..2024-10-13 | day | at
Within 48 hours they were gone. | 48 hours | DURATION | PT48H | .. | - | none
Since 5 October last year they have held it. | 5 October last year | DATE | 2023-10-05 | 2023-10-05..2024-10-14 | day | since
In July last year, they took it. | July last year | DATE | 2023-07 | 2023-07-01..2023-07-31 | month | at
In the week of 7 October, they took it. | the week of 7 October | DATE | 2024-W41 | 2024-10-07..2024-10-13 | week | at
They will meet on Thanksgiving. | Thanksgiving | DATE | 2024-11-28 | 2024-11-28..2024-11-28 | day | at
They met on Memorial Day. | Memorial Day | DATE | 2024-05-27 | 2024-05-27..2024-05-27 | day | at
They met on Labor Day. | Labor Day | DATE | 2024-09-02 | 2024-09-02..2024-09-02 | day | at
They met on Easter Sunday. | Easter Sunday | DATE | 2024-03-31 | 2024-03-31..2024-03-31 | day | at
They met on Good Friday 2023. | Good Friday 2023 | DATE | 2023-04-07 | 2023-04-07..2023-04-07 | day | at
They met on May Day. | May Day | DATE | 2024-05-01 | 2024-05-01..2024-05-01 | day | at
Shells fell during Eid al-Fitr. | Eid al-Fitr | DATE | 2024-04-10 | 2024-04-10..2024-04-10 | day | at
Shells fell on Eid al-Adha 2023. | Eid al-Adha 2023 | DATE | 2023-06-28 | 2023-06-28..2023-06-28 | day | at
They met on Nowruz. | Nowruz | DATE | 2024-03-20 | 2024-03-20..2024-03-20 | day | at
Exports fell in fiscal 2010. | fiscal 2010 | DATE | 2010 | .. | - | none
Exports fell in the 2010 fiscal year. | the 2010 fiscal year | DATE | 2010 | .. | - | none
Exports fell in the second fiscal quarter of 2012. | the second fiscal quarter of 2012 | DATE | 2012-Q2 | .. | - | none
The weeklong siege is over. | weeklong | DURATION | P1W | .. | - | none
The decade-long war is over. | decade-long | DURATION | P10Y | .. | - | none
Shells fell all day. | all day | DURATION | P1D | .. | - | none
They meet every other month. | every other month | SET | P2M | .. | - | none
He left long ago. | long ago | DATE | PAST_REF | .. | - | none
He left in those days. | those days | DATE | PAST_REF | .. | - | none
They fled by late afternoon. | late afternoon | TIME | 2024-10-14TAF | 2024-10-14T12:00..2024-10-14T17:59 | time | at
"""

ROWS = [tuple(part.strip() for part in line.split(" | ")) for line in TABLE.strip().splitlines()]


def shown(sentence: str, m: TimeMention) -> tuple[str, ...]:
    return (
        sentence[m.start : m.end], m.type, m.value, f"{m.first or ''}..{m.last or ''}", m.precision or "-", m.function,
    )  # fmt: skip


def test_the_table_is_large() -> None:
    assert len({row[1].lower() for row in ROWS}) >= 150


@pytest.mark.parametrize("sentence", dict.fromkeys(row[0] for row in ROWS))
def test_table(sentence: str) -> None:
    found = [shown(sentence, m) for m in find_times_in(sentence, PUBLISHED)]
    assert found == [row[1:] for row in ROWS if row[0] == sentence]


def read(sentence: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(sentence[m.start : m.end], m.first, m.last) for m in find_times_in(sentence, published)]


@pytest.mark.parametrize(
    "sentence",
    [
        "They may march on the capital.",
        "It may rain in the north.",
        "Their march toward the city went on.",
        "The second man fled, the third stayed.",
        "The post is manned 24/7.",
        "Flight 1990 and Boeing 737 were late.",
        "They fired 7.62 mm rounds at 105-mm guns.",
        "At least 2,000 people and 1990 soldiers died.",
        "It killed 2000 people.",
        "The 1st Brigade and the 5th Division met the 82nd.",
        "It cost $1990 or 1,990 euros.",
        "About three-quarters of the town fell; a quarter of it burned.",
        "A car with plates MI-1630 stood there.",
        "The vote was 12 to 3, or 80 percent.",
        "The sun rose and the mar was fixed.",
        "They spring into action and fall back.",
        'She told "This Week" about it.',
        "A 2.5 km road and an F-16.",
        "Room 1945 was empty.",
        "",
    ],
)
def test_no_times(sentence: str) -> None:
    assert find_times_in(sentence, PUBLISHED) == []


def test_without_publication_relative_times_have_no_dates() -> None:
    text = "Troops came on Friday, three days ago, last week, on 12 October, in late July and at 11 a.m., recently."
    found = find_times_in(text, None)
    assert len(found) == 7
    assert all(m.first is None and m.last is None for m in found)
    assert found[0].value == "XXXX-WXX-5"
    assert found[3].value == "XXXX-10-12"


def test_without_publication_the_text_can_anchor_itself() -> None:
    text = "On 5 March 2012 troops attacked. The next day they left. In April it rained. In 1998 it had not."
    assert read(text, None) == [
        ("5 March 2012", "2012-03-05", "2012-03-05"),
        ("The next day", "2012-03-06", "2012-03-06"),
        ("April", "2012-04-01", "2012-04-30"),
        ("1998", "1998-01-01", "1998-12-31"),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "SAN SALVADOR, 13 NOV 89 (AGENCY) -- [TEXT] ",
        "SAN SALVADOR, 13 MAY 90 (AGENCY) -- [TEXT] ",
        "LA PAZ (BOLIVIA), 3 JAN 90 (RADIO SUR) -- ",
        "Bamako (Outlet) - 3 March 2024 - ",
        "GOMA, March 3, 2024 (Outlet) \u2014 ",
        "Published: 2024-03-03. ",
        " date 2024-10-14 ",
        "Updated on 3 March 2024\n",
    ],
)
def test_a_dateline_dates_the_report_and_no_event(opening: str) -> None:
    text = opening + "Troops attacked the camp yesterday."
    stamp, yesterday = find_times_in(text, None)
    assert stamp.type == "DATE"
    assert stamp.dates_events is False
    assert yesterday.dates_events
    assert stamp.first is not None
    assert yesterday.first is not None
    assert datetime.date.fromisoformat(stamp.first) - datetime.date.fromisoformat(
        yesterday.first
    ) == datetime.timedelta(1)


@pytest.mark.parametrize(
    ("opening", "published", "day"),
    [
        ("GOMA, 3 MAR 24 (OUTLET) -- ", "2024-03-05", "2024-03-02"),  # printed two days after it was written
        ("Excerpt from report in Swahili by the independent Radio Kijito on 3 March\n\n", "2024-03-05", "2024-03-02"),
        ("GOMA, 3 MAR 23 (OUTLET) -- ", "2024-03-05", "2024-03-04"),  # a year ago: printed again, or a slip
        ("GOMA, 3 MAR 24 (OUTLET) -- ", None, "2024-03-02"),
    ],
)
def test_today_is_the_day_of_writing(opening: str, published: str | None, day: str) -> None:
    _, yesterday = find_times_in(opening + "Troops came yesterday.", published)
    assert yesterday.first == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They fled in the night from Sunday to Monday.", "2024-03-03T18:00", "2024-03-04T05:59"),
        ("They fled overnight Sunday to Monday.", "2024-03-03T18:00", "2024-03-04T05:59"),
        ("They fled in the night of 2 to 3 March.", "2024-03-02T18:00", "2024-03-03T05:59"),
    ],
)
def test_a_night_of_two_days(text: str, first: str, last: str) -> None:
    (found,) = find_times_in(text, "2024-03-05")
    assert (found.first, found.last) == (first, last)


def test_what_begins_inside_a_match_that_means_nothing_counts() -> None:
    found = find_times_in("They cut the road on 12 November 1994 and three days later took the hill.", "2024-03-05")
    assert [m.first for m in found] == ["1994-11-12", "1994-11-15"]


def test_a_date_in_the_prose_is_no_dateline() -> None:
    (m,) = find_times_in("Troops of the 3rd Brigade came to Goma on 3 March 2024 (by boat).", None)
    assert m.dates_events


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("for three weeks", False), ("a two-year-old boy", False), ("every day", False), ("three weeks ago", True),
        ("in the past two days", True), ("on Friday", True), ("now", False),
    ],
)  # fmt: skip
def test_lengths_and_ages_date_nothing(text: str, dates: bool) -> None:
    (m,) = find_times_in(f"It stood there {text}.", PUBLISHED)
    assert m.dates_events is dates


def test_capitals_read_like_small_letters() -> None:
    for row in ROWS:
        sentence = row[0]
        small = [(m.start, m.end, m.value) for m in find_times_in(sentence, PUBLISHED)]
        large = [(m.start, m.end, m.value) for m in find_times_in(sentence.upper(), PUBLISHED)]
        assert large == small, sentence


def test_a_history_paragraph_keeps_its_year() -> None:
    text = "The war began on 5 March 2011. In November troops came, and in January they left.\n\nIn July, talks began."
    assert [first for _, first, _ in read(text)] == ["2011-03-05", "2011-11-01", "2012-01-01", "2024-07-01"]


def test_tense_decides_the_weekday() -> None:
    assert read("He was shot on Thursday.")[0][1] == "2024-10-10"
    assert read("He will speak on Thursday.")[0][1] == "2024-10-17"
    assert read("Thursday's raid")[0][1] == "2024-10-10"


def test_a_bad_publication_date_is_an_error() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        find_times_in("on Friday", "last Friday")


def test_a_doc_that_is_only_tokenised_will_do() -> None:
    import spacy

    text = "Shelling hit the market a few days ago."
    assert find_times(spacy.blank("en")(text), PUBLISHED) == find_times_in(text, PUBLISHED)


def test_the_tagger_settles_may_and_march() -> None:
    import spacy
    from spacy.tokens import Doc

    words = ["Troops", "from", "May", "to", "March"]
    vocab = spacy.blank("en").vocab
    noun = Doc(vocab, words=words, tags=["NNS", "IN", "NNP", "TO", "NNP"])
    verb = Doc(vocab, words=words, tags=["NNS", "IN", "NNP", "TO", "VB"])
    assert [m.value for m in find_times(noun, PUBLISHED)] == ["2023-05-01/2024-03-31"]
    assert [m.value for m in find_times(verb, PUBLISHED)] == ["2024-05"]


def test_timexes_for_the_benchmark() -> None:
    assert timexes("It began in late July.", PUBLISHED) == [
        {"start": 12, "end": 21, "type": "DATE", "value": "2024-07"}
    ]
    assert timexes("He is 52 years old.", PUBLISHED) == []


def test_every_condition_of_the_rules_is_known() -> None:
    from firsthand.reading.times.guards import NEEDS

    assert {rule["need"] for rule in data("rules")["rules"] if "need" in rule} <= NEEDS


WORDS = [word for words in data("vocabulary")["classes"].values() for word in words]
ODD = ["-", ",", ".", "'s", "(", "the", "of", "a", "12", "3", "31", "1989", "2024-02-30", "30 February", "'80s", "1990s", "3rd", "11 a.m.",
       "25:61", "13 p.m.", "0000", "99/99/9999", "1/0", "9999", "10000", "999999999999", "9999-12-31", "1", "\n\n", "Q3"]  # fmt: skip
DAYS = st.sampled_from([None, "2024-10-14", "0001-01-01", "9999-12-31", "2024-02-29"])


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(WORDS + ODD), max_size=14).map(" ".join) | st.text(max_size=60), DAYS)
def test_what_holds_for_any_text(text: str, published: str | None) -> None:
    end = 0
    for m in find_times_in(text, published):
        assert end <= m.start < m.end <= len(text)
        end = m.end
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        for day in (m.first, m.last):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?", day)
        if m.first is not None and m.last is not None:
            assert m.first <= m.last
            assert m.precision is not None


ONE_LINE = """
import time
from firsthand.reading.times import find_times_in
line = "Troops shelled the town on Friday, 11 October, killing nine people in late July. " * 4000
begin = time.process_time()
assert len(find_times_in(line, "2024-10-14")) == 8000
first = time.process_time() - begin
find_times_in(line * 3, "2024-10-14")
assert time.process_time() - begin - first < 3 * first * 1.6 + 0.5
"""


def test_a_report_in_one_long_line_takes_linear_time() -> None:
    # in a process of its own: what other tests have left in this one made it twice as slow
    subprocess.run([sys.executable, "-c", ONE_LINE], check=True)


# In a report of 15 March 2025: the sentence, the day or month that is meant.
LOOKING = """
Gunmen attacked the village on 3 May. | 2024-05-03
The army said on 3 May that it had lost the base. | 2024-05-03
He resigned in May. | 2024-05
The group captured the town in April. | 2024-04
Fighting that began on 20 April killed hundreds. | 2024-04-20
The attack on 3 May killed nine people. | 2024-05-03
Nine people died in the clashes of 3 May. | 2024-05-03
Two soldiers were killed in an ambush in December. | 2024-12
The army will withdraw in February. | 2026-02
The envoys will meet on 20 February. | 2026-02-20
Talks are to resume in December. | 2025-12
The vote was set for 3 May. | 2025-05-03
The hearing was postponed to 3 May. | 2025-05-03
The two sides agreed to meet on 3 May. | 2025-05-03
The commission announced elections on 3 May. | 2025-05-03
The trial, he said, opens on 3 May. | 2025-05-03
The president said he would visit the town on 3 May. | 2025-05-03
The army withdrew on Monday. | 2025-03-10
The army will withdraw on Monday. | 2025-03-17
Protesters plan to march on Monday. | 2025-03-17
""".strip().splitlines()


@pytest.mark.parametrize("line", LOOKING)
def test_the_verb_says_which_of_two_years(line: str) -> None:

    sentence, value = line.split(" | ")
    (found,) = timexes(sentence, "2025-03-15", shipped.model().parse(sentence))
    assert found["value"] == value


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Residents freed on the 7th, after a week.", "the 7th", "2023-11-07"),
        ("Residents freed on the 27th, after a week.", "the 27th", "2023-10-27"),
        ("They stormed it on the eighth of this month, at dawn.", "the eighth of this month", "2023-11-08"),
        ("Engineers seized on the 26th of last month were freed.", "the 26th of last month", "2023-10-26"),
        ("It burned on the last Friday of March this year.", "the last Friday of March this year", "2023-03-31"),
        ("Both met on the first Monday of October 2021.", "the first Monday of October 2021", "2021-10-04"),
        ("Mon 13 – Two sides exchanged fire.", "Mon 13", "2023-11-13"),
    ],
)
def test_days_named_by_their_number(text: str, words: str, day: str) -> None:
    found = [t for t in find_times_in(text, "2023-11-20") if text[t.start : t.end] == words]
    assert [(t.first, t.last) for t in found] == [(day, day)]
