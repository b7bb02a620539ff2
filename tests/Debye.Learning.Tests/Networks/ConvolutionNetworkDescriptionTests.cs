using Debye.Learning.Networks;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Networks;

public sealed class ConvolutionNetworkDescriptionTests
{
    [Fact]
    public void Default_PromptGammaSpectra_HasThePublishedNumberOfParameters()
    {
        var network = new ConvolutionNetworkDescription { Length = 2631, Classes = 10 }.Build(new RandomStream(1), new RandomStream(2));
        network.CountParameters().ShouldBe(592_794);
    }

    [Theory]
    [InlineData(NetworkHead.Flatten)]
    [InlineData(NetworkHead.Pooling)]
    public void Forward_AnyHead_ScoresForEveryClass(NetworkHead head)
    {
        var network = new ConvolutionNetworkDescription
        {
            Length = 97,
            Classes = 4,
            Stages = [new(3, 5, 2, 2), new(6, 3)],
            Head = head,
            BatchNormalisation = true,
        }.Build(new RandomStream(1), new RandomStream(2));
        using var backend = new CpuBackend(1);
        var tape = new Tape(backend) { Recording = false };
        network.Eval();
        var map = network.Body.Forward(tape, tape.Input(new float[2 * 97], 2, 97, 1));
        map.Shape.ToArray().ShouldBe([2, 24, 6]);
        network.Head.Forward(tape, map).Shape.ToArray().ShouldBe([2, 4]);
    }

    [Fact]
    public void Validate_OutOfRange_Throws()
    {
        var whole = new ConvolutionNetworkDescription { Length = 100, Classes = 2 };
        foreach (
            var wrong in (ConvolutionNetworkDescription[])
                [
                    whole with
                    {
                        Length = 0,
                    },
                    whole with
                    {
                        Classes = 0,
                    },
                    whole with
                    {
                        Dropout = 1,
                    },
                    whole with
                    {
                        Stages = [],
                    },
                    whole with
                    {
                        Stages = [new(1, 0)],
                    },
                    whole with
                    {
                        Length = 10,
                    },
                ]
        )
            Should.Throw<ArgumentOutOfRangeException>(() => wrong.Validate());
    }
}
