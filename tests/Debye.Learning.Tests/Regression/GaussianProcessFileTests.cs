using Debye.Learning.Regression;
using Debye.Tensors;

namespace Debye.Learning.Tests.Regression;

public sealed class GaussianProcessFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void SaveAndLoad_Model_IsIdentical()
    {
        var examples = RegressionData.Smooth(40, 3, 1, weights: true);
        var model = GaussianProcess.Train(
            examples,
            new GaussianProcessOptions
            {
                Groups =
                [
                    [0, 2],
                    [1],
                ],
                Linear = true,
                Starts = 1,
            }
        );
        model.Save(_path);
        var read = GaussianProcess.Load(_path);
        read.Predict(examples.Features).ShouldBe(model.Predict(examples.Features));
        read.LeaveOneOut().ShouldBe(model.LeaveOneOut());
        (read.FeatureCount, read.TrainingCount, read.LogMarginalLikelihood).ShouldBe((3, 40, model.LogMarginalLikelihood));
        var bytes = File.ReadAllBytes(_path);
        read.Save(_path);
        File.ReadAllBytes(_path).ShouldBe(bytes);
    }

    [Fact]
    public void Load_AnyByteChangedOrCutOff_IsRefused()
    {
        GaussianProcess.Train(RegressionData.Smooth(3, 1, 1), new GaussianProcessOptions { Starts = 1 }).Save(_path);
        var bytes = File.ReadAllBytes(_path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(_path, damaged);
            Should.Throw<DataFormatException>(() => GaussianProcess.Load(_path), $"byte {i}");
            File.WriteAllBytes(_path, bytes[..i]);
            Should.Throw<DataFormatException>(() => GaussianProcess.Load(_path), $"cut at {i}");
        }
    }

    [Fact]
    public void Load_NewerVersionOrOtherFile_SaysSo()
    {
        GaussianProcess.Train(RegressionData.Smooth(5, 1, 1), new GaussianProcessOptions { Starts = 1 }).Save(_path);
        var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(_path));
        SafeTensors.Write(_path, tensors, new Dictionary<string, string>(metadata) { ["format"] = "2" });
        Should.Throw<DataFormatException>(() => GaussianProcess.Load(_path)).Message.ShouldContain("newer");
        SafeTensors.Write(_path, tensors);
        Should.Throw<DataFormatException>(() => GaussianProcess.Load(_path)).Message.ShouldContain("kind");
        File.Delete(_path);
        Should.Throw<DataFormatException>(() => GaussianProcess.Load(_path));
    }
}
