using Debye.Learning.Baselines;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Tests.Baselines;
using Debye.Tensors;

namespace Debye.Learning.Tests.Techniques.Spectra.Classifiers;

public sealed class KernelArraysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-kernels-").FullName;

    private string Name => Path.Combine(_folder, "own");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Hydra_SameNumbersAndFeatures()
    {
        var test = BaselineData.Peaks(20, 2).Features;
        var (own, joined) = (Train(null), Train(new MiniRocketOptions { Features = 168 }));
        ClassifierFile.Write(Name, own);
        ClassifierFile.Write(Name + "-joined", joined);
        ClassifierFile.Read(Name).ShouldBeOfType<HydraClassifier>().MiniRocket.ShouldBeNull();
        ClassifierFile.Read(Name).Predict(test).ShouldBe(own.Predict(test));
        var read = ClassifierFile.Read(Name + "-joined").ShouldBeOfType<HydraClassifier>();
        read.MiniRocket.ShouldNotBeNull().FeatureCount.ShouldBe(168);
        read.Predict(test).ShouldBe(joined.Predict(test));
    }

    [Theory]
    [InlineData("kernels")]
    [InlineData("count-mean")]
    [InlineData("count-factor")]
    [InlineData("thresholds")]
    [InlineData("dilations")]
    public void Read_ArrayMissingOrCut_IsRefused(string array)
    {
        ClassifierFile.Write(Name, Train(new MiniRocketOptions { Features = 168 }));
        var (arrays, metadata) = SafeTensors.Read(File.ReadAllBytes(Name + ".safetensors"));
        var others = arrays.Where(own => own.Key != array).ToDictionary();
        SafeTensors.Write(Name + ".safetensors", others, metadata);
        Should.Throw<DataFormatException>(() => ClassifierFile.Read(Name));
        others[array] = SafeTensor.From([1f, 2f], 2);
        SafeTensors.Write(Name + ".safetensors", others, metadata);
        Should.Throw<DataFormatException>(() => ClassifierFile.Read(Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("16")]
    [InlineData("forty")]
    public void Read_LengthThatDoesNotFit_IsRefused(string length)
    {
        ClassifierFile.Write(Name, Train(null));
        var (arrays, metadata) = SafeTensors.Read(File.ReadAllBytes(Name + ".safetensors"));
        SafeTensors.Write(Name + ".safetensors", arrays, new Dictionary<string, string>(metadata) { ["settings"] = length });
        Should.Throw<DataFormatException>(() => ClassifierFile.Read(Name));
    }

    private static HydraClassifier Train(MiniRocketOptions? miniRocket) =>
        HydraClassifier.Train(BaselineData.Peaks(30, 1), new HydraOptions { Groups = 2, Seed = 3 }, miniRocket);
}
