"""What the documents print, behaviour for behaviour: written anew, with only imports adapted."""
