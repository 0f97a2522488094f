"""Where nbgrader finds the course, and the one line that switches the autograder on."""

from autograder.nbgrader_plugin import switch_on

c = get_config()

c.CourseDirectory.course_id = "embedding-layer"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
c.CourseDirectory.solution_directory = "classroom/solution"
c.CourseDirectory.db_url = "sqlite:///classroom/gradebook.db"
c.GenerateAssignment.force = True

switch_on(c)
