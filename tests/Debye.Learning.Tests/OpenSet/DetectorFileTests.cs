using Debye.Learning.OpenSet;

namespace Debye.Learning.Tests.OpenSet;

public sealed class DetectorFileTests
{
    [Theory]
    [InlineData("", "no detector")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "missing")]
    [InlineData("""{"formatVersion":2}""", "newer")]
    [InlineData("""{"formatVersion":1,"detector":{"kind":"program"}}""", "no detector")]
    [InlineData("""{"formatVersion":1,"detector":{"inputCount":2,"threshold":0}}""", "no detector")]
    [InlineData("""{"formatVersion":1,"detector":{"kind":"energy","inputCount":2,"threshold":0}}""", "no detector")]
    [InlineData("""{"formatVersion":1,"detector":{"kind":"energy","inputCount":0,"threshold":0,"temperature":1}}""", "claims 0 inputs")]
    [InlineData("""{"formatVersion":1,"detector":{"kind":"energy","inputCount":2,"threshold":0,"temperature":-1}}""", "temperature -1")]
    [InlineData(
        """{"formatVersion":1,"detector":{"kind":"nearest-neighbour","inputCount":2,"threshold":0,"neighbour":1,"examples":"AAAA"}}""",
        "base64"
    )]
    [InlineData(
        """{"formatVersion":1,"detector":{"kind":"nearest-neighbour","inputCount":2,"threshold":0,"neighbour":1"""
            + ""","examples":"AAAAAAAA+H8AAAAAAAAAAA=="}}""",
        "finite"
    )]
    [InlineData(
        """{"formatVersion":1,"detector":{"kind":"nearest-neighbour","inputCount":2,"threshold":0,"neighbour":1"""
            + ""","examples":"AAAAAAAAAAAAAAAAAAAAAA=="}}""",
        "too few"
    )]
    [InlineData(
        """{"formatVersion":1,"detector":{"kind":"conformal","inputCount":1,"threshold":0.05,"examples":"AAAAAAAAAAA=" """
            + ""","counts":[2],"units":[1],"calibration":[[1]]}}""",
        "examples"
    )]
    [InlineData(
        """{"formatVersion":1,"detector":{"kind":"openmax","inputCount":1,"threshold":0.05,"means":"AAAAAAAAAAA=" """
            + ""","shapes":"AAAAAAAAAAA=","scales":"AAAAAAAAAAA=","revised":1}}""",
        "above 0"
    )]
    public void Read_Damaged_IsRefusedInOneLine(string text, string reason)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            var message = Should.Throw<DataFormatException>(() => DetectorFile.Read(path)).Message;
            message.ShouldContain(reason);
            message.ShouldNotContain("\n");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_CutAnywhere_NeverAnythingButARefusal()
    {
        var path = Path.GetTempFileName();
        try
        {
            DetectorFile.Write(path, new ConformalOptions().Fit(OpenSetSamples.Features(4, 1)));
            var text = File.ReadAllText(path);
            for (var length = 0; length < text.Length - 3; length += 1 + text.Length / 60)
            {
                File.WriteAllText(path, text[..length]);
                Should.Throw<DataFormatException>(() => DetectorFile.Read(path));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
