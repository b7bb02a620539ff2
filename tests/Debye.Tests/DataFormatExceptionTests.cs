namespace Debye.Tests;

public sealed class DataFormatExceptionTests
{
    [Fact]
    public void Message_ReasonQuotesTheFile_OneLineOfBearableLength()
    {
        var problem = new DataFormatException("a.json", 3, "'{\r\n \"x\": 1\n}' is no number");
        (problem.Message, problem.Reason).ShouldBe(("a.json:3: '{  \"x\": 1 }' is no number", "'{  \"x\": 1 }' is no number"));
        new DataFormatException("a.json", 0, new string('x', 5000)).Message.Length.ShouldBe("a.json: ".Length + 401);
    }
}
