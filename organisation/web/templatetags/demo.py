from django import template

from organisation.web import demo

register = template.Library()
register.simple_tag(demo.doors, name="demo_doors")
