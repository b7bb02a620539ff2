using System.Buffers.Binary;
using System.Text;
using Debye.Learning.Training;

namespace Debye.Learning.Tests.Training;

public sealed class ScheduleAndLogTests
{
    [Theory]
    [InlineData(ScheduleKind.Constant, 0, 1e-3)]
    [InlineData(ScheduleKind.Constant, 999, 1e-3)]
    [InlineData(ScheduleKind.Cosine, 1000, 1e-5)]
    [InlineData(ScheduleKind.OneCycle, 50, 1e-3)]
    [InlineData(ScheduleKind.Cyclical, 0, 1e-5)]
    [InlineData(ScheduleKind.Cyclical, 125, 1e-3)]
    public void RateAt_KnownPoints(ScheduleKind kind, long step, double expected) =>
        new LearningRateSchedule
        {
            Kind = kind,
            BaseRate = 1e-3,
            FinalShare = 0.01,
            WarmUpShare = 0.05,
            Cycles = 4,
        }
            .RateAt(step, 1000)
            .ShouldBe(expected, 1e-9);

    [Fact]
    public void RateAt_Step_DropsAtMilestones()
    {
        var schedule = new LearningRateSchedule
        {
            Kind = ScheduleKind.Step,
            BaseRate = 1,
            Milestones = [0.5, 0.75],
            Factor = 0.1,
        };
        schedule.RateAt(499, 1000).ShouldBe(1);
        schedule.RateAt(500, 1000).ShouldBe(0.1, 1e-12);
        schedule.RateAt(750, 1000).ShouldBe(0.01, 1e-12);
    }

    [Fact]
    public void RateAt_Cosine_WarmsUpThenFalls()
    {
        var schedule = new LearningRateSchedule { BaseRate = 1 };
        for (var step = 1; step < 50; step++)
            schedule.RateAt(step, 1000).ShouldBeGreaterThan(schedule.RateAt(step - 1, 1000));
        for (var step = 52; step <= 1000; step++)
            schedule.RateAt(step, 1000).ShouldBeLessThanOrEqualTo(schedule.RateAt(step - 1, 1000));
    }

    [Fact]
    public void MaskedChecksum_OfTheStandardVector()
    {
        // CRC-32C of "123456789" is 0xE3069283 (RFC 3720, appendix B.4 uses the same polynomial).
        const uint crc = 0xE3069283;
        var masked = ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
        TensorBoardWriter.MaskedChecksum("123456789"u8).ShouldBe(masked);
    }

    [Fact]
    public void TensorBoard_RecordsCanBeReadBack()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var writer = new TensorBoardWriter(path, TimeProvider.System))
                writer.Scalar("train/loss", 1.5f, 42);
            var bytes = File.ReadAllBytes(path).AsSpan();
            var records = new List<byte[]>();
            while (bytes.Length > 0)
            {
                var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]).ShouldBe(TensorBoardWriter.MaskedChecksum(bytes[..8]));
                var data = bytes.Slice(12, length);
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]).ShouldBe(TensorBoardWriter.MaskedChecksum(data));
                records.Add(data.ToArray());
                bytes = bytes[(16 + length)..];
            }

            records.Count.ShouldBe(2);
            Encoding.ASCII.GetString(records[0]).ShouldContain("brain.Event:2");
            Encoding.ASCII.GetString(records[1]).ShouldContain("train/loss");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
