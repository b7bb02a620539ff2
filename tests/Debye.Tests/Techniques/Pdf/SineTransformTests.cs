using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

public sealed class SineTransformTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(1024)]
    public void Apply_RandomValues_EqualPlainSum(int length)
    {
        var random = new RandomSource(1);
        var values = Enumerable.Range(0, length).Select(_ => random.NextNormal()).ToArray();
        var transformed = values.ToArray();
        new SineTransform(length).Apply(transformed);
        for (var m = 0; m < length; m++)
        {
            var sum = 0.0;
            for (var k = 1; k < length; k++)
                sum += values[k] * Math.Sin(Math.PI * m * k / length);
            transformed[m].ShouldBe(sum, 1e-10);
        }
    }

    [Fact]
    public void Apply_Twice_GivesValuesBack()
    {
        var values = Enumerable.Range(0, 4096).Select(i => i == 0 ? 0 : Math.Exp(-i / 500.0)).ToArray();
        var transform = new SineTransform(4096);
        var copy = values.ToArray();
        transform.Apply(copy);
        transform.Apply(copy);
        for (var i = 0; i < values.Length; i++)
            (copy[i] * 2 / 4096).ShouldBe(values[i], 1e-12);
    }

    [Fact]
    public void Apply_WrongLength_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new SineTransform(8).Apply(new double[7]));
        Should.Throw<ArgumentOutOfRangeException>(() => new SineTransform(12));
    }
}
