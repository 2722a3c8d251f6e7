"""The draw: the fairest lottery over panels that meet every demand, sealed before chance decides, checkable by anybody.

Words: from a *pool* of people ``seats`` of them form a *panel*. *Quotas* say how many of a panel have a value of a
feature. People with the same values are of one *type*. A *lottery* gives every panel a weight; the *chance* of a person
is the weight of the panels in which he or she sits. The lottery sought here is *leximin*: the smallest chance is as
large as can be, then the second smallest, and so on (Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for
selecting citizens' assemblies", Nature 596, 2021). Its chances are unique, and equal for people of one type.

The way there, a module each: ``pool`` (people and demands become types) - ``compact`` (leximin over fractional panels,
a bound from above) - ``hull`` (a lottery over whole panels that has those chances, if there is one) - ``columns``
(leximin over whole panels, where there is none) - ``leximin`` (all of it) - ``tickets`` (the lottery in a million
tickets) - ``sealed`` (the file that is published, and what a ticket means) - ``clash`` (why no panel can be formed).
"""
